extension ConfigurationType {
    /// The value written at `node`, or nil after adding what is wrong with it to `problems`. Sections are read elsewhere.
    func read(_ node: MarkedNode, path: String, into problems: inout [ConfigurationProblem]) -> YAMLValue? {
        switch self {
        case .texts, .endpoints, .choices: return list(node, path: path, into: &problems)
        case .mapping:
            guard case .mapping = node.content else { return refuse(node, path, &problems) }
            return Self.passThrough(node, path: path, into: &problems)
        case .arguments(let minimum): return arguments(node, minimum: minimum, path: path, into: &problems)
        case .argumentLists: return argumentLists(node, path: path, into: &problems)
        case .variables: return variables(node, called: "an environment variable", path: path, into: &problems)
        case .expressions: return variables(node, called: "a column", path: path, into: &problems)
        case .samplingChanges: return samplingChanges(node, path: path, into: &problems)
        case .section, .sections: return nil
        default: break
        }
        guard case .scalar(let text, let plain) = node.content else { return refuse(node, path, &problems) }
        guard let value = scalar(text, plain: plain) else { return refuse(node, path, &problems) }
        return value
    }

    /// Text keys take plain numbers and words as they are written: `model: 7` names a model "7", `run: no` a run "no".
    private func scalar(_ text: String, plain: Bool) -> YAMLValue? {
        switch self {
        case .text, .template: return text.isEmpty ? nil : .text(text)
        case .fileName: return Self.isFileName(text) ? .text(text) : nil
        case .environmentName: return Self.isEnvironmentName(text) ? .text(text) : nil
        case .filePath, .modelPath: return Self.isPath(text) ? .text(text) : nil
        case .choice(let names): return names.contains(text) ? .text(text) : nil
        case .integer(let range): return plain ? PlainScalar.integer(text).flatMap { range.contains($0) ? .integer($0) : nil } : nil
        case .number(let range): return plain ? PlainScalar.number(text).flatMap { range.contains($0) ? .double($0) : nil } : nil
        case .flag: return plain ? PlainScalar.bool(text).map { .bool($0) } : nil
        case .countOr(let words):
            if words.contains(text) { return .text(text) }
            return plain ? PlainScalar.integer(text).flatMap { $0 >= 1 ? .integer($0) : nil } : nil
        case .section, .sections, .texts, .endpoints, .choices, .mapping: return nil
        case .arguments, .argumentLists, .variables, .expressions, .samplingChanges: return nil
        }
    }

    func refuse(_ node: MarkedNode, _ path: String, _ problems: inout [ConfigurationProblem]) -> YAMLValue? {
        var message = "\(path) must be \(expectation)"
        switch self {
        case .environmentName: message += ", never the key itself"
        case .choice(let names):
            message += ", not \(node.excerptForMessage)"
            if case .scalar(let text, _) = node.content, let nearest = EditDistance.nearest(to: text, among: names), names.count > 1 {
                message += "; did you mean `\(nearest)`?"
            }
        case .integer, .number, .flag:
            let isQuoted: Bool = if case .scalar(_, plain: false) = node.content { true } else { false }
            message += ", not \(node.excerptForMessage)" + (isQuoted ? " in quotes" : "")
        default: message += ", not \(node.excerptForMessage)"
        }
        problems.append(ConfigurationProblem(place: node.place, path: path, message: message))
        return nil
    }

    private func list(_ node: MarkedNode, path: String, into problems: inout [ConfigurationProblem]) -> YAMLValue? {
        guard case .list(let items) = node.content else { return refuse(node, path, &problems) }
        var values: [YAMLValue] = []
        var isSound = true
        for item in items {
            if let fault = fault(of: item, after: values) {
                problems.append(ConfigurationProblem(place: item.place, path: path, message: "\(path) \(fault)"))
                isSound = false
            } else if case .scalar(let text, _) = item.content {
                values.append(.text(text))
            }
        }
        return isSound ? .list(values) : nil
    }

    private func fault(of item: MarkedNode, after earlier: [YAMLValue]) -> String? {
        guard case .scalar(let text, _) = item.content, !text.isEmpty, !item.isNull else {
            return "must be \(expectation); one entry is \(item.isNull ? "empty" : item.excerptForMessage)"
        }
        if case .endpoints = self, let fault = EndpointAddress.fault(in: text) { return fault }
        if case .choices(let names) = self, !names.contains(text) {
            let hint: String = EditDistance.nearest(to: text, among: names).map { "; did you mean `\($0)`?" } ?? ""
            return "must be \(expectation), not \(excerpt(text))\(hint)"
        }
        return earlier.contains(.text(text)) ? "names \(excerpt(text)) twice: keep one" : nil
    }

    /// Keeps a mapping's values with the types they were written in.
    private static func passThrough(_ node: MarkedNode, path: String, into problems: inout [ConfigurationProblem]) -> YAMLValue? {
        switch node.content {
        case .scalar(let text, plain: false): return .text(text)
        case .scalar(let text, plain: true):
            switch PlainScalar.value(of: text) {
            case .success(let value): return value
            case .failure(let refusal):
                problems.append(ConfigurationProblem(place: node.place, path: path, message: "\(path): \(refusal.message)"))
                return nil
            }
        case .list(let items):
            var values: [YAMLValue] = []
            for (index, item) in items.enumerated() {
                guard let value = passThrough(item, path: "\(path).\(index)", into: &problems) else { continue }
                values.append(value)
            }
            return .list(values)
        case .mapping(let entries):
            var mapping = YAMLMapping()
            for entry in entries {
                mapping[entry.key] = passThrough(entry.value, path: path + "." + entry.key, into: &problems)
            }
            return .mapping(mapping)
        }
    }

    private static func isFileName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 100, isWordByte(first), first != UInt8(ascii: "_") else { return false }
        return bytes.allSatisfy { isWordByte($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    static func isEnvironmentName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return bytes.allSatisfy(isWordByte)
    }

    /// No byte that ends a C string, and no `~`, which only a shell expands.
    private static func isPath(_ text: String) -> Bool {
        !text.isEmpty && !text.utf8.contains(0) && !text.hasPrefix("~")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
