/// The JSON Schema of a configuration file (draft 2020-12), for editors and for `selfplay config schema`.
///
/// Every key carries what it may do in a started run as `x-mutability`. What must hold between keys is not in it.
package enum ConfigurationSchema {
    /// The schema as JSON text with a final newline.
    package static func json() -> String {
        var schema = YAMLMapping()
        schema["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
        schema["title"] = .text("selfplay configuration")
        for entry in object(pattern: "").entries { schema[entry.key] = entry.value }
        return YAMLValue.mapping(schema).json(pretty: true) + "\n"
    }

    private static func object(pattern: String) -> YAMLMapping {
        var schema = type("object")
        var properties = YAMLMapping()
        var required: [YAMLValue] = []
        for key in ConfigurationTable.children(of: pattern) {
            properties[key.name] = .mapping(property(key))
            if key.presence == .required { required.append(.text(key.name)) }
        }
        schema["properties"] = .mapping(properties)
        if !required.isEmpty { schema["required"] = .list(required) }
        schema["additionalProperties"] = .bool(false)
        return schema
    }

    private static func property(_ key: ConfigurationKey) -> YAMLMapping {
        var schema = schema(of: key.type, pattern: key.childrenPath)
        schema["description"] = .text(key.summary)
        if case .standard(let value) = key.presence, key.type != .section { schema["default"] = value }
        if key.type != .section { schema["x-mutability"] = .text(key.mutability.rawValue) }
        schema["x-applies-to"] = key.appliesTo.map { .text($0) }
        if key.path == "selection.keep" || key.path == "evolution.keep" {
            schema["minProperties"] = .integer(1)
            schema["maxProperties"] = .integer(1)
        }
        if let shorthand = key.shorthand, case .choice(let words)? = ConfigurationTable.key(at: key.path + "." + shorthand)?.type {
            return either(choice(words), schema)
        }
        return schema
    }

    private static func schema(of type: ConfigurationType, pattern: String) -> YAMLMapping {
        switch type {
        case .section: object(pattern: pattern)
        case .sections(let minimum): array(of: object(pattern: pattern), minimum: minimum)
        case .text, .filePath, .template, .modelPath: text()
        case .fileName: text(pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
        case .environmentName: text(pattern: "^[A-Za-z_][A-Za-z0-9_]*$")
        case .integer(let range): integer(range)
        case .number(let range): number(range)
        case .flag: Self.type("boolean")
        case .choice(let names): choice(names)
        case .countOr(let words): either(integer(1...Int.max), choice(words))
        case .texts: array(of: text())
        case .endpoints: array(of: text(pattern: "^[Hh][Tt][Tt][Pp][Ss]?://[^@?#\\s]+$"))
        case .choices(let names): array(of: choice(names))
        case .arguments(let minimum): array(of: scalar(), minimum: minimum)
        case .argumentLists: array(of: array(of: scalar(), minimum: 1), minimum: 0)
        case .variables, .expressions: variables()
        case .samplingChanges: samplingChanges()
        case .mapping: Self.type("object")
        }
    }

    private static func type(_ name: String) -> YAMLMapping {
        var schema = YAMLMapping()
        schema["type"] = .text(name)
        return schema
    }

    private static func text(pattern: String? = nil) -> YAMLMapping {
        var schema = type("string")
        if let pattern { schema["pattern"] = .text(pattern) } else { schema["minLength"] = .integer(1) }
        return schema
    }

    private static func integer(_ range: ClosedRange<Int>) -> YAMLMapping {
        var schema = type("integer")
        schema["minimum"] = .integer(range.lowerBound)
        if range.upperBound < Int.max { schema["maximum"] = .integer(range.upperBound) }
        return schema
    }

    private static func number(_ range: NumberRange) -> YAMLMapping {
        var schema = type("number")
        if let lower = range.lower { schema[range.includesLower ? "minimum" : "exclusiveMinimum"] = .double(lower) }
        if let upper = range.upper { schema[range.includesUpper ? "maximum" : "exclusiveMaximum"] = .double(upper) }
        return schema
    }

    private static func choice(_ names: [String]) -> YAMLMapping {
        var schema = type("string")
        schema["enum"] = .list(names.map { .text($0) })
        return schema
    }

    private static func either(_ first: YAMLMapping, _ second: YAMLMapping) -> YAMLMapping {
        var schema = YAMLMapping()
        schema["anyOf"] = .list([.mapping(first), .mapping(second)])
        return schema
    }

    private static func variables() -> YAMLMapping {
        var names = YAMLMapping()
        names["pattern"] = .text("^[A-Za-z_][A-Za-z0-9_]*$")
        var schema = type("object")
        schema["propertyNames"] = .mapping(names)
        schema["additionalProperties"] = .mapping(scalar())
        return schema
    }

    /// What a text key takes as it is written.
    private static func scalar() -> YAMLMapping {
        var schema = YAMLMapping()
        schema["type"] = .list(["string", "number", "boolean"].map { .text($0) })
        return schema
    }

    /// By their whole path, or nested.
    private static func samplingChanges() -> YAMLMapping {
        var whole = YAMLMapping()
        var names = YAMLMapping()
        for key in ConfigurationTable.children(of: "policy.sampling") {
            let value: YAMLValue = .mapping(schema(of: key.type, pattern: ""))
            whole[key.path] = value
            names[key.name] = value
        }
        var inner = YAMLMapping()
        inner["sampling"] = .mapping(changes(names))
        whole["policy.sampling"] = .mapping(changes(names))
        whole["policy"] = .mapping(changes(inner))
        return changes(whole)
    }

    private static func changes(_ properties: YAMLMapping) -> YAMLMapping {
        var schema = type("object")
        schema["minProperties"] = .integer(1)
        schema["properties"] = .mapping(properties)
        schema["additionalProperties"] = .bool(false)
        return schema
    }

    private static func array(of items: YAMLMapping, minimum: Int? = nil) -> YAMLMapping {
        var schema = type("array")
        if let minimum, minimum > 0 { schema["minItems"] = .integer(minimum) }
        if minimum == nil { schema["uniqueItems"] = .bool(true) }
        schema["items"] = .mapping(items)
        return schema
    }
}
