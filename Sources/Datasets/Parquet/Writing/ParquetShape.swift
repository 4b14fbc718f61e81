/// A training set's columns as Parquet needs them: the tree of nodes, the leaves, and the file's schema.
///
/// Every node is optional in the file, as in what pyarrow writes, though rows may not hold null for most:
/// `datasets` and `concat_tables` ask for equal schemas.
struct ParquetShape {
    private(set) var nodes: [ParquetNode] = []
    private(set) var columns: [ParquetColumn] = []
    private(set) var schema: [ParquetSchemaElement] = []
    /// The nodes of the row's fields.
    private(set) var root: [Int] = []

    init(_ fields: [RecordField]) throws(ParquetFault) {
        schema.append(ParquetSchemaElement(name: "schema", repetition: .required, children: fields.count))
        root = try add(fields, "", [], 0, 0)
    }

    private mutating func add(
        _ fields: [RecordField],
        _ parent: String,
        _ path: [String],
        _ definition: UInt8,
        _ repetition: UInt8
    ) throws(ParquetFault) -> [Int] {
        guard !fields.isEmpty else {
            throw ParquetFault(
                parent.isEmpty ? "there is no column to write" : "the record `\(parent)` has no fields: Parquet cannot hold it"
            )
        }
        var names: Set<String> = []
        var children: [Int] = []
        for field in fields {
            let name = parent.isEmpty ? field.name : parent + "." + field.name
            guard names.insert(field.name).inserted else { throw ParquetFault("the column `\(name)` is declared twice") }
            children.append(try add(field, name, path + [field.name], definition, repetition))
        }
        return children
    }

    private mutating func add(
        _ field: RecordField,
        _ name: String,
        _ path: [String],
        _ parentDefinition: UInt8,
        _ repetition: UInt8
    ) throws(ParquetFault) -> Int {
        guard path.count < 64 else { throw ParquetFault("the column `\(name)` nests too deeply") }
        let firstColumn = columns.count
        let definition = parentDefinition + 1
        var ownRepetition = repetition
        let kind: ParquetNode.Kind
        switch field.type {
        case .string, .integer, .double, .boolean:
            kind = .value(column: columns.count, type: field.type)
            let type = Self.physical(field.type)
            columns.append(ParquetColumn(path: path, name: name, type: type, definition: definition, repetition: repetition))
            schema.append(
                ParquetSchemaElement(
                    name: path.last ?? "",
                    type: type,
                    repetition: .optional,
                    meaning: field.type == .string ? .text : nil
                )
            )
        case .list(let element):
            ownRepetition += 1
            schema.append(ParquetSchemaElement(name: path.last ?? "", repetition: .optional, children: 1, meaning: .list))
            schema.append(ParquetSchemaElement(name: "list", repetition: .repeated, children: 1))
            let inner = RecordField("element", element)
            kind = .list(element: try add(inner, name, path + ["list", "element"], definition + 1, ownRepetition))
        case .record(let fields):
            schema.append(ParquetSchemaElement(name: path.last ?? "", repetition: .optional, children: fields.count))
            kind = .record(children: try add(fields, name, path, definition, repetition))
        }
        let node = ParquetNode(
            kind: kind,
            name: name,
            key: Array(field.name.utf8),
            isOptional: field.isOptional,
            definition: definition,
            repetition: ownRepetition,
            columns: firstColumn..<columns.count
        )
        nodes.append(node)
        return nodes.count - 1
    }

    private static func physical(_ type: RecordType) -> ParquetPhysicalType {
        switch type {
        case .integer: .int64
        case .double: .double
        case .boolean: .boolean
        default: .byteArray
        }
    }
}
