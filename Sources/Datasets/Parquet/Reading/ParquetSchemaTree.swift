/// A file's schema as a tree, with lists as lists whatever way they are written
/// (https://github.com/apache/parquet-format/blob/master/LogicalTypes.md, Lists, backward compatibility).
struct ParquetSchemaTree {
    private(set) var nodes: [ParquetReadNode] = []
    private(set) var leaves: [ParquetLeaf] = []
    /// The nodes of the row's fields.
    private(set) var root: [Int] = []

    private let elements: [ParquetSchemaElement]
    private var position = 1

    /// What is known above a node.
    private struct Place {
        var name = ""
        var definition = 0
        var repetition = 0
        var depth = 0
    }

    init(_ elements: [ParquetSchemaElement]) throws(ParquetFault) {
        self.elements = elements
        guard let first = elements.first, let children = first.children else { throw ParquetFault("the file has no schema") }
        root = try self.children(children, Place())
        guard !leaves.isEmpty else { throw ParquetFault("the file has no columns") }
    }

    private mutating func children(_ count: Int, _ place: Place) throws(ParquetFault) -> [Int] {
        var result: [Int] = []
        guard count <= elements.count else { throw .cutOffMetadata }
        for _ in 0..<count { result.append(try field(place)) }
        return result
    }

    /// The node that comes next.
    private mutating func field(_ place: Place) throws(ParquetFault) -> Int {
        let element = try peek()
        let name = place.name.isEmpty ? element.name : place.name + "." + element.name
        return try field(element, key: element.name, name: name, place)
    }

    private mutating func field(_ element: ParquetSchemaElement, key: String, name: String, _ place: Place) throws(ParquetFault) -> Int {
        guard place.depth < 48 else { throw ParquetFault("the schema nests too deeply") }
        var inner = place
        inner.name = name
        inner.depth += 1
        switch element.repetition {
        case .required: break
        case .optional: inner.definition += 1
        case .repeated: return try bareList(key, inner)
        case nil: throw ParquetFault("the column \(quoted(name)) is neither required, optional nor repeated")
        }
        if element.children != nil, element.meaning == .list || element.meaning == .map || element.meaning == .mapKeyValue {
            return try annotatedList(key, inner)
        }
        return try item(key, inner)
    }

    /// A value or a record whose own repetition is accounted for already.
    private mutating func item(_ key: String, _ place: Place) throws(ParquetFault) -> Int {
        let element = try peek()
        position += 1
        let first = leaves.count
        guard let count = element.children, element.type == nil else {
            guard let type = element.type else { throw ParquetFault("the column \(quoted(place.name)) has no known type") }
            guard type != .int96, type != .fixedLengthByteArray, element.meaning != .decimal else {
                throw ParquetFault(
                    "the column \(quoted(place.name)) holds decimals, old timestamps or values of fixed length, which are not read: drop it"
                )
            }
            leaves.append(
                ParquetLeaf(
                    name: place.name,
                    type: type,
                    meaning: element.meaning,
                    definition: place.definition,
                    repetition: place.repetition
                )
            )
            return add(key, .value, place, first)
        }
        let children = try children(count, place)
        guard leaves.count > first else { throw ParquetFault("the record \(quoted(place.name)) has no fields") }
        return add(key, .record(children: children), place, first)
    }

    /// A repeated field without a group around it: a list that is empty rather than null.
    private mutating func bareList(_ key: String, _ place: Place) throws(ParquetFault) -> Int {
        let first = leaves.count
        var inner = place
        inner.definition += 1
        inner.repetition += 1
        let element = try item("", inner)
        return add(key, .list(element: element, definition: inner.definition, repetition: inner.repetition), place, first)
    }

    /// A group that says it is a list: of three levels, or an old one of two.
    private mutating func annotatedList(_ key: String, _ place: Place) throws(ParquetFault) -> Int {
        let list = try peek()
        position += 1
        let repeated = try peek()
        guard list.children == 1, repeated.repetition == .repeated else {
            throw ParquetFault("the list \(quoted(place.name)) is not built as lists are")
        }
        let first = leaves.count
        var inner = place
        inner.definition += 1
        inner.repetition += 1
        let hasGroup: Bool =
            repeated.children == 1 && list.meaning == .list && repeated.name != "array" && repeated.name != list.name + "_tuple"
        let element: Int
        if hasGroup {
            position += 1
            element = try field(try peek(), key: "", name: place.name, inner)
        } else {
            element = try item("", inner)
        }
        return add(key, .list(element: element, definition: inner.definition, repetition: inner.repetition), place, first)
    }

    private mutating func add(_ key: String, _ kind: ParquetReadNode.Kind, _ place: Place, _ firstLeaf: Int) -> Int {
        nodes.append(ParquetReadNode(key: key, kind: kind, definition: place.definition, leaves: firstLeaf..<leaves.count))
        return nodes.count - 1
    }

    private func peek() throws(ParquetFault) -> ParquetSchemaElement {
        guard position < elements.count else { throw .cutOffMetadata }
        return elements[position]
    }
}
