/// One `--set key.path=value`.
struct ConfigurationOverride {
    let path: String
    private let components: [String]
    private let value: MarkedNode

    /// Reads `key.path=value`; the value is YAML, nothing after `=` means null.
    init(_ text: String) throws(ConfigurationProblem) {
        guard let equals = text.firstIndex(of: "=") else {
            throw Self.problem(text, "needs a value: --set key.path=value")
        }
        let path = String(text[..<equals])
        let components = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard components.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else {
            throw Self.problem(path, "is no key path: write names separated by dots, such as policy.sampling.temperature")
        }
        self.path = path
        self.components = components
        let place: SourcePlace = .override(path: path)
        let written = String(text[text.index(after: equals)...])
        do {
            let parsed = try YAMLParser.parse(written) { _, _ in place }
            value = parsed ?? MarkedNode(content: .scalar("", plain: true), place: place)
        } catch {
            throw Self.problem(path, error.message + " (quote a text that holds `: ` or starts with a YAML mark)")
        }
    }

    func apply(to root: MarkedNode) throws(ConfigurationProblem) -> MarkedNode {
        try set(in: root, components[...])
    }

    private func set(in node: MarkedNode?, _ rest: ArraySlice<String>) throws(ConfigurationProblem) -> MarkedNode {
        guard let name = rest.first else { return value }
        let place: SourcePlace = .override(path: path)
        let parent = components.prefix(components.count - rest.count).joined(separator: ".")
        let base = node.flatMap { $0.isNull ? nil : $0 } ?? MarkedNode(content: Self.nothing(at: parent), place: place)
        switch base.content {
        case .mapping(var entries):
            if let index = entries.firstIndex(where: { $0.key == name }) {
                entries[index].value = try set(in: entries[index].value, rest.dropFirst())
                if rest.count == 1 { entries[index].keyPlace = place }
            } else {
                let child = try set(in: nil, rest.dropFirst())
                entries.append(MarkedNode.Entry(key: name, keyPlace: place, value: child))
            }
            return MarkedNode(content: .mapping(entries), place: base.place)
        case .list(var items):
            guard let index = Int(name), (0...items.count).contains(index) else {
                let known = "\(parent) is a list of \(items.count): its entries count from 0, and \(items.count) adds one"
                throw Self.problem(path, known + "; there is no entry \(excerpt(name))")
            }
            let old: MarkedNode? = index < items.count ? items[index] : nil
            let new = try set(in: old, rest.dropFirst())
            if index < items.count { items[index] = new } else { items.append(new) }
            return MarkedNode(content: .list(items), place: base.place)
        case .scalar:
            if let shorthand = ConfigurationTable.key(at: parent)?.shorthand {
                let entry = MarkedNode.Entry(key: shorthand, keyPlace: base.place, value: base)
                return try set(in: MarkedNode(content: .mapping([entry]), place: base.place), rest)
            }
            throw Self.problem(path, "\(parent) is a single value and has no \(excerpt(name))")
        }
    }

    /// What a key that was not written holds before an override reaches into it.
    private static func nothing(at path: String) -> MarkedNode.Content {
        switch ConfigurationTable.key(at: path)?.type {
        case .sections, .texts, .endpoints, .choices, .arguments, .argumentLists: .list([])
        default: .mapping([])
        }
    }

    private static func problem(_ path: String, _ message: String) -> ConfigurationProblem {
        ConfigurationProblem(place: .override(path: path), path: path, message: message)
    }
}
