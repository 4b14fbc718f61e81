import JSONCursor

/// Puts rows together from columns and their levels (Melnik et al., Dremel, VLDB 2010).
struct ParquetAssembler {
    private let tree: ParquetSchemaTree
    private let columns: [ParquetColumnReader]
    private var present = 0

    /// `columns` stand in the order of the tree's leaves.
    init(_ tree: ParquetSchemaTree, _ columns: [ParquetColumnReader]) {
        self.tree = tree
        self.columns = columns
    }

    /// The column that was being read, for messages.
    var column: String { tree.leaves[present].name }

    /// Writes the next row as an object.
    mutating func write(to json: inout JSONWriter) throws {
        json.beginObject()
        for node in tree.root {
            json.key(tree.nodes[node].key)
            try write(node, to: &json)
        }
        json.endObject()
        for index in columns.indices where columns[index].hasEntry && columns[index].repetition != 0 {
            present = index
            throw ParquetFault("its lists are longer than its neighbours'")
        }
    }

    private mutating func write(_ node: Int, to json: inout JSONWriter) throws {
        let leaves = tree.nodes[node].leaves
        present = leaves.lowerBound
        let first = columns[leaves.lowerBound]
        guard first.hasEntry else { throw ParquetColumnReader.tooFew }
        switch tree.nodes[node].kind {
        case .value: try first.writeEntry(to: &json)
        case .record(let children):
            guard first.definition >= tree.nodes[node].definition else { return try writeNull(leaves, to: &json) }
            json.beginObject()
            for child in children {
                json.key(tree.nodes[child].key)
                try write(child, to: &json)
            }
            json.endObject()
        case .list(let element, let definition, let repetition):
            guard first.definition >= tree.nodes[node].definition else { return try writeNull(leaves, to: &json) }
            json.beginArray()
            if first.definition < definition {
                try skip(leaves)
            } else {
                repeat {
                    try write(element, to: &json)
                    guard json.bytes.count <= ParquetLimits.largestRow else { throw ParquetLimits.tooLarge }
                } while first.hasEntry && first.repetition == repetition
            }
            json.endArray()
        }
    }

    private mutating func writeNull(_ leaves: Range<Int>, to json: inout JSONWriter) throws {
        json.null()
        try skip(leaves)
    }

    private mutating func skip(_ leaves: Range<Int>) throws {
        for leaf in leaves {
            present = leaf
            try columns[leaf].skipEntry()
        }
    }
}
