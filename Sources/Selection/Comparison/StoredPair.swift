/// A pair of a stored selection, with what a comparison looks at.
package struct StoredPair: Sendable, Hashable {
    package var prompt: Int64
    package var chosen: Int64
    package var rejected: Int64
    package var explicitMargin: Double
    package var implicitMargin: Double?
    package var score: Double
    package var chosenTokens: Int
    package var rejectedTokens: Int
    /// Why it is not kept; nil: it is.
    package var reason: String?

    package init(
        prompt: Int64,
        chosen: Int64,
        rejected: Int64,
        explicitMargin: Double,
        implicitMargin: Double?,
        score: Double,
        chosenTokens: Int,
        rejectedTokens: Int,
        reason: String?
    ) {
        self.prompt = prompt
        self.chosen = chosen
        self.rejected = rejected
        self.explicitMargin = explicitMargin
        self.implicitMargin = implicitMargin
        self.score = score
        self.chosenTokens = chosenTokens
        self.rejectedTokens = rejectedTokens
        self.reason = reason
    }

    /// Its three ids, which make it the same pair in another selection.
    struct Identity: Hashable {
        let prompt: Int64
        let chosen: Int64
        let rejected: Int64
    }

    var identity: Identity { Identity(prompt: prompt, chosen: chosen, rejected: rejected) }

    var swapped: Identity { Identity(prompt: prompt, chosen: rejected, rejected: chosen) }
}
