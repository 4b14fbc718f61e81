/// What a selection reads of the answers beside rewards and log-probs: the columns, vectors, comparisons and groups of a table.
package struct AnswerColumns: Sendable, Hashable {
    /// `r.NAME`, `chars`, `refusal`, `age`, …, and of prompts `tag:NAME` and `meta:NAME`, as expressions write them.
    package var names: Set<String> = []
    /// The run's rewards; expressions write them in letters, digits and `_` only.
    package var rewards: [String] = []
    /// The judges whose comparisons are read.
    package var judges: [String] = []
    /// The models whose log-probabilities are `rho.NAME`, and together `rho.all`.
    package var references: [String] = []
    /// `text`, `embedding`.
    package var vectors: Set<String> = []
    /// `source`, `tag`, `origin`.
    package var groups: Set<String> = []
    /// The model whose vectors are `embedding`.
    package var embeddingModel = ""
    /// What begins and ends the part of a text that is not part of the answer; nil: all of it is.
    package var reasoning: (open: String, close: String)? {
        get { reasoningOpen.map { ($0, reasoningClose) } }
        set {
            reasoningOpen = newValue?.open
            reasoningClose = newValue?.close ?? ""
        }
    }
    private var reasoningOpen: String?
    private var reasoningClose = ""

    package static let none = AnswerColumns()

    package init(
        names: Set<String> = [],
        rewards: [String] = [],
        judges: [String] = [],
        references: [String] = [],
        vectors: Set<String> = [],
        groups: Set<String> = [],
        embeddingModel: String = "",
        reasoning: (open: String, close: String)? = nil
    ) {
        self.names = names
        self.rewards = rewards
        self.judges = judges
        self.references = references
        self.vectors = vectors
        self.groups = groups
        self.embeddingModel = embeddingModel
        self.reasoning = reasoning
    }

    /// Whether nothing is read.
    var isEmpty: Bool { names.isEmpty && judges.isEmpty && vectors.isEmpty && groups.isEmpty }

    /// Whether texts are looked at as texts.
    var readsText: Bool { names.contains("chars") || names.contains("refusal") || vectors.contains("text") || reasoning != nil }

    /// Whether it is asked who wrote a response, and when.
    var readsOrigin: Bool { names.contains("on_policy") || names.contains("age") || groups.contains("source") }
}
