/// What re-scoring stored responses at an endpoint showed of the weights it serves.
package struct WeightCheckRecord: Sendable, Hashable {
    package var round: Int
    /// `start`, `swap`, `return`.
    package var moment: String
    /// `policy` or `reference`.
    package var role: String
    package var endpoint: String
    package var weightVersion: String
    package var responses: Int
    /// Nats per token, medians over the responses: between two scorings, against the recorded values, against the last round's.
    package var noise: Double?
    package var difference: Double?
    package var change: Double?
    package var passed: Bool
    package var message: String

    package init(
        round: Int,
        moment: String,
        role: String,
        endpoint: String,
        weightVersion: String,
        responses: Int,
        noise: Double?,
        difference: Double?,
        change: Double?,
        passed: Bool,
        message: String
    ) {
        self.round = round
        self.moment = moment
        self.role = role
        self.endpoint = endpoint
        self.weightVersion = weightVersion
        self.responses = responses
        self.noise = noise
        self.difference = difference
        self.change = change
        self.passed = passed
        self.message = message
    }
}
