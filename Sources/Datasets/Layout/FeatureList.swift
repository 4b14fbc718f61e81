/// A schema as the Hub's `dataset_info: features:` has it.
enum FeatureList {
    /// `indent` spaces stand before each entry.
    static func yaml(_ fields: [RecordField], indent: Int) -> String {
        let start = String(repeating: " ", count: indent)
        return fields.map { field in
            start + "- name: " + Escaping.yaml(field.name) + "\n" + entry(field.type, indent + 2)
        }.joined()
    }

    private static func entry(_ type: RecordType, _ indent: Int) -> String {
        let start = String(repeating: " ", count: indent)
        switch type {
        case .list(.record(let fields)): return start + "list:\n" + yaml(fields, indent: indent)
        case .list(let element): return start + "list: " + (name(element) ?? "string") + "\n"
        case .record(let fields): return start + "struct:\n" + yaml(fields, indent: indent)
        default: return start + "dtype: " + (name(type) ?? "string") + "\n"
        }
    }

    /// Arrow's name of a scalar type.
    private static func name(_ type: RecordType) -> String? {
        switch type {
        case .string: "string"
        case .integer: "int64"
        case .double: "float64"
        case .boolean: "bool"
        case .list, .record: nil
        }
    }
}
