/// One key of a configuration file: the single source for reading, checking, the JSON Schema, the reference page and
/// the comparison of two configurations.
package struct ConfigurationKey: Sendable, Hashable {
    /// What happens when the key is not written.
    package enum Presence: Sendable, Hashable {
        case required
        /// It stays unset; the text says what that means.
        case optional(String)
        case standard(YAMLValue)
    }

    /// Dotted path; `[]` stands for every entry of a list: `rewards[].model`.
    package let path: String
    /// The last component of the path.
    package let name: String
    /// The path of the section the key stands in; empty at the top.
    package let parent: String
    package let type: ConfigurationType
    package let presence: Presence
    package let mutability: Mutability
    /// The backends (or the like) the key is for; nil: all.
    package let appliesTo: String?
    /// Of a section: the key that a single word in the section's place stands for.
    package let shorthand: String?
    /// One sentence.
    package let summary: String

    init(
        _ path: String,
        _ type: ConfigurationType,
        _ presence: Presence,
        mutability: Mutability = .fixed,
        appliesTo: String? = nil,
        shorthand: String? = nil,
        _ summary: String
    ) {
        let dot = path.lastIndex(of: ".")
        self.path = path
        name = dot.map { String(path[path.index(after: $0)...]) } ?? path
        parent = dot.map { String(path[..<$0]) } ?? ""
        self.type = type
        self.presence = presence
        self.mutability = mutability
        self.appliesTo = appliesTo
        self.shorthand = shorthand
        self.summary = summary
    }

    /// Of an additive key: less of it is fine as well. Fewer rounds only mean to stop earlier, and what only rounds not
    /// begun read leaves no fact behind; fewer samples or rewards would orphan answers.
    package var mayShrink: Bool {
        switch path {
        case "policy.samples", "rewards", "export": false
        default: mutability == .additive
        }
    }

    /// What a section's keys have as their parent: sections in a list end in `[]`.
    var childrenPath: String {
        if case .sections = type { return path + "[]" }
        return path
    }
}
