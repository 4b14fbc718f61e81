/// Two responses of a request compared in both orders.
package struct JudgeComparison: Sendable, Hashable {
    /// Their places in the request.
    package var first: Int
    package var second: Int
    /// Probability that `first` is better when it is shown as A, and when it is shown as B; a tie counts one half.
    package var shownFirst: Double
    package var shownSecond: Double

    package init(first: Int, second: Int, shownFirst: Double, shownSecond: Double) {
        self.first = first
        self.second = second
        self.shownFirst = shownFirst
        self.shownSecond = shownSecond
    }

    /// Probability that `first` is better, free of the order.
    package var share: Double { (shownFirst + shownSecond) / 2 }

    /// The verdict followed the order and not the responses.
    var isContradictory: Bool { (shownFirst - 0.5) * (shownSecond - 0.5) < 0 }

    func isOf(_ response: Int) -> Bool { first == response || second == response }

    /// Probability that `response`, one of the two, is better.
    func share(of response: Int) -> Double { response == first ? share : 1 - share }
}
