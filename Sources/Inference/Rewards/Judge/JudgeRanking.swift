import JSONCursor

/// The rewards of a prompt's responses, from all comparisons there are.
struct JudgeRanking {
    let count: Int
    /// Those that are known from before, and those made for this request.
    let comparisons: [JudgeComparison]
    let aggregate: JudgeAggregate
    /// Places of the responses, best first, where a sorting decided; pairs that were not compared follow it.
    let order: [Int]?

    /// - Parameter made: The comparisons that are new: each goes to its first response.
    func values(_ made: [JudgeComparison]) -> [RewardValue] {
        var places: [Int]?
        if let order {
            var found = [Int](repeating: 0, count: count)
            for (place, response) in order.enumerated() { found[response] = place }
            places = found
        }
        return (0..<count).map { response in
            let own = comparisons.filter { $0.isOf(response) }
            var value = RewardValue(score: score(response, own, places), details: details(response, own, places))
            value.comparisons = made.filter { $0.first == response }
            return value
        }
    }

    private func score(_ response: Int, _ own: [JudgeComparison], _ places: [Int]?) -> Double {
        guard let places else { return aggregate.score(own.map { $0.share(of: response) }) }
        let shares = (0..<count).filter { $0 != response }.map { other in
            own.first { $0.isOf(other) }?.share(of: response) ?? (places[response] < places[other] ? 1 : 0)
        }
        return aggregate.score(shares)
    }

    private func details(_ response: Int, _ own: [JudgeComparison], _ places: [Int]?) -> String {
        var members: [JSONValue.Member] = [
            .init("comparisons", .array(own.map { details(of: response, in: $0) })),
            .init("disagreements", .integer(own.count(where: \.isContradictory))),
        ]
        if let places { members.append(.init("place", .integer(places[response]))) }
        return RewardDetails.json(members)
    }

    /// As seen by one of the two.
    private func details(of response: Int, in comparison: JudgeComparison) -> JSONValue {
        let isFirst = response == comparison.first
        return .object([
            .init("with", .integer(isFirst ? comparison.second : comparison.first)),
            .init("shown_first", .double(isFirst ? comparison.shownFirst : 1 - comparison.shownSecond)),
            .init("shown_second", .double(isFirst ? comparison.shownSecond : 1 - comparison.shownFirst)),
        ])
    }
}
