/// Weights that a policy server is to answer with.
package struct ServedWeights: Sendable, Hashable {
    /// The version's name for people and records: `round-002`.
    package var label: String
    /// The folder of the model or adapter, absolute, as the server sees it.
    package var path: String
    /// What requests name as their model once these weights are loaded. For LoRA adapters it must be new every round:
    /// a name loaded again may answer from cached prefixes of its former weights (vllm issue 42125).
    package var model: String

    package init(label: String, path: String, model: String) {
        self.label = label
        self.path = path
        self.model = model
    }
}
