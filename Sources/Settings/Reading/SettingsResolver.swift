/// Walks a YAML tree along the table: refuses unknown keys and wrong values, fills in defaults.
struct SettingsResolver {
    private(set) var settings = ResolvedSettings()
    private(set) var problems: [ConfigurationProblem] = []

    mutating func resolve(_ root: MarkedNode) {
        settings.places[""] = root.place
        section(root, pattern: "", path: "")
    }

    /// `pattern` is the section's path in the table, `path` its path in the file. A nil node stands for an unwritten section.
    private mutating func section(_ node: MarkedNode?, pattern: String, path: String) {
        var entries: [MarkedNode.Entry] = []
        if let node {
            guard case .mapping(let written) = node.content else {
                let name = path.isEmpty ? "the configuration" : path
                let keys = ConfigurationTable.children(of: pattern).prefix(4).map(\.name).joined(separator: ", ")
                fault(node.place, path, "\(name) must be a section with keys such as \(keys), not \(node.excerptForMessage)")
                return
            }
            entries = written
        }
        let keys = ConfigurationTable.children(of: pattern)
        for entry in entries where !keys.contains(where: { $0.name == entry.key }) {
            unknown(entry, section: path, keys: keys)
        }
        for key in keys {
            let entry = entries.first { $0.key == key.name }
            resolve(key, entry: entry, path: path.isEmpty ? key.name : path + "." + key.name)
        }
    }

    private mutating func resolve(_ key: ConfigurationKey, entry: MarkedNode.Entry?, path: String) {
        guard let entry, !entry.value.isNull else {
            unwritten(key, entry: entry, path: path)
            return
        }
        settings.places[path] = entry.keyPlace
        switch key.type {
        case .section:
            section(key.spelledOut(entry.value), pattern: key.childrenPath, path: path)
        case .sections(let minimum):
            sections(entry.value, of: key, minimum: minimum, path: path)
        default:
            if let value = key.type.read(entry.value, path: path, into: &problems) {
                settings.values[path] = value
            } else {
                settings.faulty.insert(path)
            }
        }
    }

    private mutating func unwritten(_ key: ConfigurationKey, entry: MarkedNode.Entry?, path: String) {
        switch (key.presence, key.type) {
        case (.required, _):
            let message = "\(path) is missing: \(key.type.expectation) (\(key.summary.dropLast()))"
            fault(entry?.keyPlace ?? settings.place(of: path), path, message)
        case (.optional, _):
            break
        case (.standard, .section):
            section(nil, pattern: key.childrenPath, path: path)
        case (.standard(let value), .sections(let minimum)):
            sections(MarkedNode(value), of: key, minimum: minimum, path: path)
        case (.standard(let value), _):
            settings.values[path] = value
        }
    }

    private mutating func sections(_ node: MarkedNode, of key: ConfigurationKey, minimum: Int, path: String) {
        guard case .list(let items) = node.content, items.count >= minimum else {
            let found: String = if case .list = node.content { "an empty list" } else { node.excerptForMessage }
            fault(node.place, path, "\(path) must be \(key.type.expectation), not \(found)")
            return
        }
        settings.counts[path] = items.count
        for (index, item) in items.enumerated() {
            let itemPath = "\(path).\(index)"
            settings.places[itemPath] = item.place
            section(item, pattern: key.childrenPath, path: itemPath)
        }
    }

    private mutating func fault(_ place: SourcePlace, _ path: String, _ message: String) {
        problems.append(ConfigurationProblem(place: place, path: path, message: message))
        settings.faulty.insert(path)
    }

    private mutating func unknown(_ entry: MarkedNode.Entry, section path: String, keys: [ConfigurationKey]) {
        let name = entry.key
        let whole = path.isEmpty ? name : path + "." + name
        var message = path.isEmpty ? "there is no key \(excerpt(name))" : "\(path) has no key \(excerpt(name))"
        if let nearest = EditDistance.nearest(to: name, among: keys.map(\.name)) {
            message += "; did you mean `\(nearest)`?"
        } else if let elsewhere = ConfigurationTable.keys.first(where: { $0.name == name }) {
            message += "; did you mean `\(elsewhere.path)`?"
        } else {
            message += "; its keys are " + keys.map(\.name).joined(separator: ", ")
        }
        problems.append(ConfigurationProblem(place: entry.keyPlace, path: whole, message: message))
        settings.faulty.insert(path)
    }
}

extension ConfigurationKey {
    /// A single word in a section's place, written as the section it stands for.
    fileprivate func spelledOut(_ node: MarkedNode) -> MarkedNode {
        guard let shorthand, case .scalar = node.content else { return node }
        let entry = MarkedNode.Entry(key: shorthand, keyPlace: node.place, value: node)
        return MarkedNode(content: .mapping([entry]), place: node.place)
    }
}

extension MarkedNode {
    /// A default, as if it had been written.
    fileprivate init(_ value: YAMLValue) {
        switch value {
        case .text(let text): self.init(content: .scalar(text, plain: false), place: .standard)
        case .list(let items): self.init(content: .list(items.map { MarkedNode($0) }), place: .standard)
        case .mapping(let mapping):
            let entries: [Entry] = mapping.entries.map { Entry(key: $0.key, keyPlace: .standard, value: MarkedNode($0.value)) }
            self.init(content: .mapping(entries), place: .standard)
        default: self.init(content: .scalar(YAMLWriter.inline(value), plain: true), place: .standard)
        }
    }
}
