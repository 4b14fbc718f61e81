package import Inference

/// A kept pair with all a training set may say of it, whatever the format.
package struct PreferenceRow: Sendable, Hashable {
    package var prompt: [Message]
    package var chosen: PreferenceSide
    package var rejected: PreferenceSide
    package var promptID: String
    package var externalID: String?
    /// The text of a JSON object.
    package var metadata: String?
    /// chosen's score - rejected's, above 0.
    package var explicitMargin: Double
    /// Nil where no log-probs were measured.
    package var implicitMargin: Double?
    /// What the pair was ranked by.
    package var score: Double
    /// By score, from 1.
    package var rank: Int
    package var round: Int

    package init(
        prompt: [Message],
        chosen: PreferenceSide,
        rejected: PreferenceSide,
        promptID: String,
        externalID: String? = nil,
        metadata: String? = nil,
        explicitMargin: Double,
        implicitMargin: Double? = nil,
        score: Double,
        rank: Int,
        round: Int
    ) {
        self.prompt = prompt
        self.chosen = chosen
        self.rejected = rejected
        self.promptID = promptID
        self.externalID = externalID
        self.metadata = metadata
        self.explicitMargin = explicitMargin
        self.implicitMargin = implicitMargin
        self.score = score
        self.rank = rank
        self.round = round
    }
}
