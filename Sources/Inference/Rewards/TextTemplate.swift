import Scheduling

/// A text with `{prompt}`, `{response}` and `{system}` in it. Everything else, other braces and the last line feed included, stands as written.
package struct TextTemplate: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case literal(String)
        case prompt, response, system
    }

    private let parts: [Part]

    /// Throws `misconfigured` unless both `{prompt}` and `{response}` occur. `name` is the file to blame.
    package init(_ text: String, name: String) throws(BackendError) {
        let places: [(mark: String, part: Part)] = [("{prompt}", .prompt), ("{response}", .response), ("{system}", .system)]
        var parts: [Part] = []
        var literal = ""
        var rest = Substring(text)
        while let character = rest.first {
            if character == "{", let place = places.first(where: { rest.hasPrefix($0.mark) }) {
                parts += [.literal(literal), place.part]
                literal = ""
                rest = rest.dropFirst(place.mark.count)
            } else {
                literal.append(character)
                rest = rest.dropFirst()
            }
        }
        parts.append(.literal(literal))
        guard parts.contains(.prompt), parts.contains(.response) else {
            throw BackendError(.misconfigured, "the reward template \(name) needs {prompt} and {response}")
        }
        self.parts = parts
    }

    /// The text with its places filled in; what is filled in is never searched for places again.
    func filled(prompt: String, response: String, system: String) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .prompt: text += prompt
            case .response: text += response
            case .system: text += system
            }
        }
        return text
    }
}
