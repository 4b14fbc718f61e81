/// An argument list of the configuration with placeholders such as `{dataset}`; `{{` and `}}` are single braces.
///
/// Every other brace is an error, so that JSON in an argument is never changed silently. Filling in does not look at what was filled in:
/// a path with braces stays as it is, and nothing is ever split at spaces.
package struct CommandTemplate: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case text(String)
        case placeholder(CommandPlaceholder)
    }

    /// The configuration key the arguments stand under.
    package let key: String
    private var arguments: [[Part]]

    /// - Parameters:
    ///   - key: For error messages: `trainer.command`.
    ///   - known: What may stand in this command.
    package init(_ arguments: [String], key: String, known: [CommandPlaceholder] = CommandPlaceholder.ofTrainers) throws(RunError) {
        self.key = key
        self.arguments = []
        for argument in arguments {
            var reader = Reader(rest: argument[...], key: key, argument: argument, known: known)
            try self.arguments.append(reader.parts())
        }
    }

    /// Whether a value for the placeholder is still to be given.
    package func contains(_ placeholder: CommandPlaceholder) -> Bool {
        arguments.contains { $0.contains(.placeholder(placeholder)) }
    }

    /// The template with some of its placeholders filled in.
    package func filling(_ values: [CommandPlaceholder: String]) -> CommandTemplate {
        var filled = self
        filled.arguments = arguments.map { parts in
            parts.map { part in
                if case .placeholder(let name) = part, let value = values[name] { .text(value) } else { part }
            }
        }
        return filled
    }

    /// The argument list; an error of kind `input` where a placeholder has no value.
    package func expanded(_ values: [CommandPlaceholder: String] = [:]) throws(RunError) -> [String] {
        var result: [String] = []
        for parts in filling(values).arguments {
            var argument = ""
            for part in parts {
                switch part {
                case .text(let text): argument += text
                case .placeholder(let name): throw RunError(.input, "\(key): {\(name.rawValue)} has no value here; take it out")
                }
            }
            result.append(argument)
        }
        return result
    }

    /// Takes one argument apart.
    private struct Reader {
        var rest: Substring
        let key: String
        let argument: String
        let known: [CommandPlaceholder]

        mutating func parts() throws(RunError) -> [Part] {
            var parts: [Part] = []
            var text = ""
            while let character = rest.popFirst() {
                if (character == "{" || character == "}") && rest.first == character {
                    rest.removeFirst()
                    text.append(character)
                } else if character == "{" {
                    if !text.isEmpty { parts.append(.text(text)) }
                    text = ""
                    parts.append(.placeholder(try placeholder()))
                } else if character == "}" {
                    throw fault("a lone }; write }} for a brace")
                } else {
                    text.append(character)
                }
            }
            if !text.isEmpty { parts.append(.text(text)) }
            return parts
        }

        private mutating func placeholder() throws(RunError) -> CommandPlaceholder {
            let name = rest.prefix { $0 != "}" && $0 != "{" }
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "_" }), rest.dropFirst(name.count).first == "}" else {
                throw fault("a lone {; write {{ for a brace")
            }
            rest = rest.dropFirst(name.count + 1)
            if let placeholder = CommandPlaceholder(rawValue: String(name)), known.contains(placeholder) { return placeholder }
            let names = known.map { "{\($0.rawValue)}" }.joined(separator: " ")
            throw fault("{\(name)} is unknown here; known: \(names); write {{\(name)}} for the text itself")
        }

        private func fault(_ reason: String) -> RunError {
            RunError(.input, "\(key), argument \"\(argument)\": \(reason)")
        }
    }
}
