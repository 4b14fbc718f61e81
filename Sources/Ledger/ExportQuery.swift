/// Which selection an export reads, and what of its responses.
package struct ExportQuery: Sendable, Hashable {
    /// A model and which weights of it.
    package struct Model: Sendable, Hashable {
        package var name: String
        package var version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    package var selection: SelectionRecord
    /// The reward that counts where the selection recorded none of its own.
    package var reward: String
    /// Whose log-probs the rows carry; nil for none.
    package var policy: Model?
    package var reference: Model?
    /// The log-probs that count.
    package var sources: [LogprobSource]
    /// Read all of a prompt's rewarded responses, with all their rewards and who wrote them.
    package var readsResponses: Bool

    package init(
        selection: SelectionRecord,
        reward: String,
        policy: Model?,
        reference: Model?,
        sources: [LogprobSource],
        readsResponses: Bool
    ) {
        self.selection = selection
        self.reward = reward
        self.policy = policy
        self.reference = reference
        self.sources = sources
        self.readsResponses = readsResponses
    }
}
