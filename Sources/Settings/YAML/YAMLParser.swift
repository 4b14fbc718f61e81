import Yams

/// Text -> tree with marks. Everything of Yams stays in this file.
enum YAMLParser {
    /// Aliases are expanded; a document that grows beyond this many nodes is a bomb, not a configuration.
    private static let mostNodes = 100_000

    /// Parses one document. `place` turns a line and column of `text` into the place named in messages.
    static func parse(
        _ text: String,
        place: (_ line: Int, _ column: Int) -> SourcePlace
    ) throws(ConfigurationProblem) -> MarkedNode? {
        let root: Node?
        do {
            root = try Parser(yaml: text, encoding: .utf8).singleRoot()
        } catch {
            throw problem(of: error, in: text, place: place)
        }
        guard let root else { return nil }
        var budget = mostNodes
        return try convert(root, budget: &budget, place: place)
    }

    private static func convert(
        _ node: Node,
        budget: inout Int,
        place: (Int, Int) -> SourcePlace
    ) throws(ConfigurationProblem) -> MarkedNode {
        let here = place(node.mark?.line ?? 1, node.mark?.column ?? 1)
        budget -= 1
        guard budget > 0 else {
            throw ConfigurationProblem(place: here, path: "", message: "the document is too large: more than \(mostNodes) values")
        }
        switch node {
        case .scalar(let scalar):
            return MarkedNode(content: try content(of: scalar, at: here), place: here)
        case .sequence(let sequence):
            try check(tag: sequence.tag, is: "tag:yaml.org,2002:seq", at: here)
            var items: [MarkedNode] = []
            for item in sequence {
                items.append(try convert(item, budget: &budget, place: place))
            }
            return MarkedNode(content: .list(items), place: here)
        case .mapping(let mapping):
            try check(tag: mapping.tag, is: "tag:yaml.org,2002:map", at: here)
            return MarkedNode(content: .mapping(try entries(of: mapping, budget: &budget, place: place)), place: here)
        case .alias:
            throw ConfigurationProblem(place: here, path: "", message: "an alias (`*name`) points to nothing")
        }
    }

    private static func entries(
        of mapping: Node.Mapping,
        budget: inout Int,
        place: (Int, Int) -> SourcePlace
    ) throws(ConfigurationProblem) -> [MarkedNode.Entry] {
        var entries: [MarkedNode.Entry] = []
        var names: Set<String> = []
        for (key, value) in mapping {
            let here = place(key.mark?.line ?? 1, key.mark?.column ?? 1)
            guard case .scalar(let scalar) = key else {
                throw ConfigurationProblem(place: here, path: "", message: "a key must be a word, not a list or a mapping")
            }
            let name = scalar.string
            if name == "<<", scalar.style == .plain {
                throw ConfigurationProblem(place: here, path: "", message: "`<<` (merge) is not supported: write the keys out")
            }
            guard names.insert(name).inserted else {
                throw ConfigurationProblem(place: here, path: "", message: repeatedKey([name]))
            }
            let child = try convert(value, budget: &budget, place: place)
            entries.append(MarkedNode.Entry(key: name, keyPlace: here, value: child))
        }
        return entries
    }

    /// `!!str 5` is the text "5"; every other tag would need a type nobody declared.
    private static func content(of scalar: Node.Scalar, at place: SourcePlace) throws(ConfigurationProblem) -> MarkedNode.Content {
        let isPlain = scalar.style == .plain
        switch scalar.tag.description {
        case "", "!": return .scalar(scalar.string, plain: isPlain)
        case "tag:yaml.org,2002:str": return .scalar(scalar.string, plain: false)
        case let tag: throw unsupported(tag, at: place)
        }
    }

    private static func check(tag: Tag, is expected: String, at place: SourcePlace) throws(ConfigurationProblem) {
        let name = tag.description
        guard name.isEmpty || name == expected else { throw unsupported(name, at: place) }
    }

    private static func unsupported(_ tag: String, at place: SourcePlace) -> ConfigurationProblem {
        ConfigurationProblem(place: place, path: "", message: "the tag \(excerpt(tag)) is not supported: write the value without it")
    }

    private static func repeatedKey(_ names: [String]) -> String {
        let list = names.map(excerpt).joined(separator: ", ")
        return names.count == 1
            ? "the key \(list) stands more than once in the same section: keep one"
            : "the keys \(list) stand more than once in the same section: keep one of each"
    }

    private static func problem(of error: any Error, in text: String, place: (Int, Int) -> SourcePlace) -> ConfigurationProblem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            return ConfigurationProblem(place: place(mark.line, mark.column), path: "", message: "not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            return ConfigurationProblem(
                place: place(context.mark.line, context.mark.column),
                path: "",
                message: repeatedKey(names)
            )
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0).unicodeScalars
            let line = before.count { $0 == "\n" } + 1
            let column = before.reversed().prefix { $0 != "\n" }.count + 1
            return ConfigurationProblem(place: place(line, column), path: "", message: "not valid YAML: \(problem)")
        default:
            return ConfigurationProblem(place: place(1, 1), path: "", message: "not valid YAML: \(error)")
        }
    }
}
