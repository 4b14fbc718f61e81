import JSONCursor
import Scheduling

/// Finds the expected answer in a prompt's metadata.
struct AnswerKey: Sendable {
    /// A member's name, or a path of names with dots (`reward_model.ground_truth`). A member whose own name has the dots goes first.
    var path: String

    /// The accepted answers: one, or those of a list. Throws `rejected` where there is none: nothing can be said of this prompt's responses.
    func answers(in metadata: [UInt8]?) throws(BackendError) -> [String] {
        guard let metadata else {
            throw BackendError(.rejected, "the prompt has no metadata, so there is no \(path) to compare responses with")
        }
        guard let object = try? JSONValue(parsing: metadata), case .object = object else {
            throw BackendError(.rejected, "the prompt's metadata is no JSON object, so there is no \(path) to compare responses with")
        }
        guard let value = value(in: object), value != .null else {
            throw BackendError(.rejected, "the prompt's metadata has no \(path) to compare responses with; answer_key names the field")
        }
        let answers: [String?]
        if case .array(let elements) = value { answers = elements.map(text) } else { answers = [text(value)] }
        let found = answers.compactMap(\.self)
        guard found.count == answers.count, !found.isEmpty, found.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
            throw BackendError(.rejected, "the prompt's \(path) is no answer: a text, a number, a truth value or a list of these is")
        }
        return found
    }

    private func value(in object: JSONValue) -> JSONValue? {
        if let value = object[path] { return value }
        var value: JSONValue? = object
        for name in path.split(separator: ".", omittingEmptySubsequences: false) { value = value?[String(name)] }
        return value
    }

    private func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .double(let number): number.description
        case .bool(let truth): truth ? "true" : "false"
        default: nil
        }
    }
}
