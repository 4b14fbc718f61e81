/// What a data set calls the fields: `{prompt: question, id: uid, answer: solution}`, ours first.
///
/// A name that means nothing to the reader (`answer`) is the one the field has in the prompt's metadata. A field that has one of our names
/// while another field was given that name (the file's own `prompt`, where the prompt is in `question`) is metadata under its own name.
package struct ColumnMapping: Sendable, Hashable {
    private let ours: [String: String]
    private let renamed: Set<String>

    package init(_ columns: [String: String] = [:]) {
        ours = Dictionary(columns.map { ($0.value, $0.key) }, uniquingKeysWith: { min($0, $1) })
        // The prompt has two names of ours.
        let hasPrompt: Bool = columns["prompt"] != nil || columns["messages"] != nil
        renamed = Set(columns.keys).union(hasPrompt ? ["prompt", "messages"] : [])
    }

    /// What the prompt is called, for messages.
    var promptNames: String {
        let theirs = ours.filter { ["prompt", "messages"].contains($0.value) }.keys.sorted()
        if let name = theirs.first { return "no `\(name)`, which is to be its prompt" }
        return "neither `prompt` nor `messages`"
    }

    /// The name of a file's field, and whether it means what we mean by it.
    func name(of key: String) -> (name: String, isOurs: Bool) {
        if ours.isEmpty { return (key, true) }
        if let name = ours[key] { return (name, true) }
        return (key, !renamed.contains(key))
    }
}
