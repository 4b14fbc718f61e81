import Scheduling

/// The question to a judge, with places for the material: `{prompt}` and `{response}`, or `{prompt}`, `{a}` and `{b}` for a comparison.
///
/// What is filled in stands between marks and is never searched for places again. How to reply is added by `JudgeQuestion`, not written here.
package struct JudgeTemplate: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case literal(String)
        case place(String)
    }

    private let parts: [Part]

    /// Throws `misconfigured` unless every place of `form` occurs and none of the other's. `name` is the file to blame.
    package init(_ text: String, for form: JudgeForm, name: String) throws(BackendError) {
        let needed: [String]
        let foreign: [String]
        switch form {
        case .pointwise: (needed, foreign) = (["prompt", "response"], ["a", "b"])
        case .pairwise: (needed, foreign) = (["prompt", "a", "b"], ["response"])
        }
        parts = Self.parts(of: text, names: needed + foreign)
        for place in needed where !parts.contains(.place(place)) {
            throw BackendError(.misconfigured, "the judge's template \(name) needs {\(place)}")
        }
        for place in foreign where parts.contains(.place(place)) {
            throw BackendError(.misconfigured, "the judge's template \(name) has {\(place)} in it, which the other kind of judge uses")
        }
    }

    private init(parts: [Part]) {
        self.parts = parts
    }

    /// The question asked unless a file says otherwise.
    package static func standard(for form: JudgeForm) -> JudgeTemplate {
        switch form {
        case .pointwise: JudgeTemplate(parts: parts(of: pointwise, names: ["prompt", "response"]))
        case .pairwise: JudgeTemplate(parts: parts(of: pairwise, names: ["prompt", "a", "b"]))
        }
    }

    private static let pointwise = """
        The conversation:
        {prompt}

        The answer to be rated:
        {response}

        Rate how well the answer does what the conversation asks for. Look first whether it is correct, then whether it is complete and keeps to \
        what was asked, then whether it is clear. Length, confidence and politeness are worth nothing by themselves.
        """

    private static let pairwise = """
        The conversation:
        {prompt}

        Answer A:
        {a}

        Answer B:
        {b}

        Decide which answer does better what the conversation asks for. Look first which is correct, then which is complete and keeps to what \
        was asked, then which is clear. Length, confidence and politeness are worth nothing by themselves, and neither is the order of the two.
        """

    /// The text with its places filled in by name.
    func filled(_ material: [String: String]) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .place(let name): text += material[name] ?? ""
            }
        }
        return text
    }

    private static func parts(of text: String, names: [String]) -> [Part] {
        var parts: [Part] = []
        var literal = ""
        var rest = Substring(text)
        while let character = rest.first {
            if character == "{", let name = names.first(where: { rest.hasPrefix("{\($0)}") }) {
                parts += [.literal(literal), .place(name)]
                literal = ""
                rest = rest.dropFirst(name.count + 2)
            } else {
                literal.append(character)
                rest = rest.dropFirst()
            }
        }
        parts.append(.literal(literal))
        return parts
    }
}
