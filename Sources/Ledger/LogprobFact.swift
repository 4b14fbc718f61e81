/// The log-probability of a response's tokens under a model.
package struct LogprobFact: Sendable, Hashable {
    package var responseID: Int64
    package var model: String
    package var weightVersion: String
    package var source: LogprobSource
    /// Natural logarithm at temperature 1, summed over the tokens.
    package var sum: Double
    package var tokens: Int
    /// One value per token, where the run keeps them.
    package var perToken: [Double]?

    package init(
        responseID: Int64,
        model: String,
        weightVersion: String,
        source: LogprobSource,
        sum: Double,
        tokens: Int,
        perToken: [Double]? = nil
    ) {
        self.responseID = responseID
        self.model = model
        self.weightVersion = weightVersion
        self.source = source
        self.sum = sum
        self.tokens = tokens
        self.perToken = perToken
    }
}
