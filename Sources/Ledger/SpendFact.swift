/// What requests of one stage at one endpoint cost since the last such fact.
package struct SpendFact: Sendable, Hashable {
    package var stage: String
    package var model: String
    package var endpoint: String
    /// Went through a batch file, at its price.
    package var isBatch: Bool
    package var requests: Int
    package var promptTokens: Int
    package var completionTokens: Int

    package init(
        stage: String,
        model: String,
        endpoint: String,
        isBatch: Bool = false,
        requests: Int,
        promptTokens: Int,
        completionTokens: Int
    ) {
        self.stage = stage
        self.model = model
        self.endpoint = endpoint
        self.isBatch = isBatch
        self.requests = requests
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }
}
