/// What a reward model said of a response.
package struct RewardFact: Sendable, Hashable {
    package var responseID: Int64
    /// The name of the reward in the configuration.
    package var name: String
    package var model: String
    package var contract: String
    /// Finite, in the reward model's own unit, higher is better.
    package var score: Double
    /// A JSON object with what is worth keeping beside it.
    package var details: String?
    /// It takes the place of the one that is there, which followed from fewer comparisons.
    package var isRevision = false

    package init(responseID: Int64, name: String, model: String, contract: String, score: Double, details: String? = nil) {
        self.responseID = responseID
        self.name = name
        self.model = model
        self.contract = contract
        self.score = score
        self.details = details
    }
}
