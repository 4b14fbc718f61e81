/// What a judge said of two responses of a prompt, asked in both orders.
package struct ComparisonFact: Sendable, Hashable {
    package var promptID: Int64
    /// The name of the reward in the configuration.
    package var name: String
    package var firstID: Int64
    package var secondID: Int64
    /// Probability that the first is better when it is shown first, and when it is shown second; a tie counts one half.
    package var shownFirst: Double
    package var shownSecond: Double

    package init(promptID: Int64, name: String, firstID: Int64, secondID: Int64, shownFirst: Double, shownSecond: Double) {
        self.promptID = promptID
        self.name = name
        self.firstID = firstID
        self.secondID = secondID
        self.shownFirst = shownFirst
        self.shownSecond = shownSecond
    }

    /// Probability that the first is better, free of the order.
    package var share: Double { (shownFirst + shownSecond) / 2 }

    /// How far the two orders are apart, from 0 to 1: an estimate of the noise in the judge's labels.
    package var inconsistency: Double { abs(shownFirst - shownSecond) }
}
