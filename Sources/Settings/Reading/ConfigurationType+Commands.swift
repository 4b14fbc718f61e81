/// Types whose values are lists and mappings of texts: commands, environment variables, changes of other keys.
extension ConfigurationType {
    /// Numbers and words stand as they are written: `[--epochs, 3]` is the texts "--epochs" and "3".
    func arguments(_ node: MarkedNode, minimum: Int, path: String, into problems: inout [ConfigurationProblem]) -> YAMLValue? {
        guard case .list(let items) = node.content, items.count >= minimum else {
            let isEmpty: Bool = if case .list = node.content { true } else { false }
            let found: String = isEmpty ? "an empty list" : node.excerptForMessage
            problems.append(ConfigurationProblem(place: node.place, path: path, message: "\(path) must be \(expectation), not \(found)"))
            return nil
        }
        var values: [YAMLValue] = []
        for (index, item) in items.enumerated() {
            guard let text = item.argument, index > 0 || !text.isEmpty else {
                let found: String = item.argument == nil && !item.isNull ? item.excerptForMessage : "empty"
                problems.append(Self.problem(item, path, "must be \(expectation); one entry is \(found)"))
                return nil
            }
            values.append(.text(text))
        }
        return .list(values)
    }

    func argumentLists(_ node: MarkedNode, path: String, into problems: inout [ConfigurationProblem]) -> YAMLValue? {
        guard case .list(let items) = node.content else { return refuse(node, path, &problems) }
        var values: [YAMLValue] = []
        for (index, item) in items.enumerated() {
            let type: ConfigurationType = .arguments(minimum: 1)
            guard let value = type.arguments(item, minimum: 1, path: "\(path).\(index)", into: &problems) else { return nil }
            values.append(value)
        }
        return .list(values)
    }

    func variables(
        _ node: MarkedNode,
        called what: String,
        path: String,
        into problems: inout [ConfigurationProblem]
    ) -> YAMLValue? {
        guard case .mapping(let entries) = node.content else { return refuse(node, path, &problems) }
        var mapping = YAMLMapping()
        for entry in entries {
            guard Self.isEnvironmentName(entry.key) else {
                let message = "\(path) names \(excerpt(entry.key)), which is no name of \(what): write letters, digits and `_`"
                problems.append(ConfigurationProblem(place: entry.keyPlace, path: path, message: message))
                return nil
            }
            guard let text = entry.value.argument else {
                problems.append(Self.problem(entry.value, "\(path).\(entry.key)", "must be text: quote an empty one (`''`)"))
                return nil
            }
            mapping[entry.key] = .text(text)
        }
        return .mapping(mapping)
    }

    /// Keys by their whole path, also written as nested sections; each value is checked as the key itself would be.
    func samplingChanges(_ node: MarkedNode, path: String, into problems: inout [ConfigurationProblem]) -> YAMLValue? {
        guard case .mapping = node.content else { return refuse(node, path, &problems) }
        let count = problems.count
        var changes: [String: YAMLValue] = [:]
        for entry in Self.leaves(of: node, under: "") {
            guard let key = ConfigurationTable.key(at: entry.key), key.parent == Self.schedulable else {
                problems.append(ConfigurationProblem(place: entry.keyPlace, path: path, message: Self.unknown(entry.key, path)))
                continue
            }
            guard changes[entry.key] == nil else {
                problems.append(Self.problem(entry.value, path, "changes \(entry.key) twice: keep one"))
                continue
            }
            changes[entry.key] = key.type.read(entry.value, path: "\(path).\(entry.key)", into: &problems)
        }
        guard problems.count == count else { return nil }
        guard !changes.isEmpty else {
            problems.append(Self.problem(node, path, "changes nothing: name a key, such as `policy.sampling.temperature: 1.0`"))
            return nil
        }
        var mapping = YAMLMapping()
        for key in ConfigurationTable.children(of: Self.schedulable) { mapping[key.path] = changes[key.path] }
        return .mapping(mapping)
    }

    private static let schedulable = "policy.sampling"

    private static func leaves(of node: MarkedNode, under parent: String) -> [MarkedNode.Entry] {
        guard case .mapping(let entries) = node.content else { return [] }
        var leaves: [MarkedNode.Entry] = []
        for entry in entries {
            let path = parent.isEmpty ? entry.key : parent + "." + entry.key
            if case .mapping = entry.value.content, ConfigurationTable.key(at: path)?.type == .section {
                leaves += Self.leaves(of: entry.value, under: path)
            } else {
                leaves.append(MarkedNode.Entry(key: path, keyPlace: entry.keyPlace, value: entry.value))
            }
        }
        return leaves
    }

    private static func unknown(_ key: String, _ path: String) -> String {
        let known: [String] = ConfigurationTable.children(of: schedulable).map(\.path)
        let start = "\(path) can only change keys under \(schedulable), not \(excerpt(key))"
        let last = key.split(separator: ".").last.map(String.init) ?? key
        let nearest = EditDistance.nearest(to: key, among: known) ?? EditDistance.nearest(to: "\(schedulable).\(last)", among: known)
        return start + (nearest.map { "; did you mean `\($0)`?" } ?? "")
    }

    private static func problem(_ node: MarkedNode, _ path: String, _ message: String) -> ConfigurationProblem {
        ConfigurationProblem(place: node.place, path: path, message: path + " " + message)
    }
}

extension MarkedNode {
    /// The text of a scalar that can stand in a command; nil for nothing, a list, a mapping, and text with a NUL.
    fileprivate var argument: String? {
        guard case .scalar(let text, _) = content, !isNull, !text.utf8.contains(0) else { return nil }
        return text
    }
}
