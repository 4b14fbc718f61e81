import JSONCursor

/// Two responses of a prompt compared in both orders.
struct JudgeComparison: Sendable, Hashable {
    var first: Int
    var second: Int
    /// Probability that `first` is better when it is shown as A, and when it is shown as B; a tie counts one half.
    var shownFirst: Double
    var shownSecond: Double

    /// Free of the order.
    var probability: Double { (shownFirst + shownSecond) / 2 }

    /// The verdict followed the order and not the responses.
    var isContradictory: Bool { (shownFirst - 0.5) * (shownSecond - 0.5) < 0 }

    /// As seen by one of the two.
    func details(of response: Int) -> JSONValue {
        let isFirst = response == first
        return .object([
            .init("with", .integer(isFirst ? second : first)),
            .init("shown_first", .double(isFirst ? shownFirst : 1 - shownSecond)),
            .init("shown_second", .double(isFirst ? shownSecond : 1 - shownFirst)),
        ])
    }

    /// The scores of `count` responses: the mean probability of being better over the comparisons a response is in.
    static func values(_ comparisons: [JudgeComparison], count: Int) -> [RewardValue] {
        (0..<count).map { response in
            let own = comparisons.filter { $0.first == response || $0.second == response }
            let wins = own.map { $0.first == response ? $0.probability : 1 - $0.probability }
            let details = RewardDetails.json([
                .init("comparisons", .array(own.map { $0.details(of: response) })),
                .init("disagreements", .integer(own.count(where: \.isContradictory))),
            ])
            return RewardValue(score: wins.reduce(0, +) / Double(max(1, own.count)), details: details)
        }
    }
}
