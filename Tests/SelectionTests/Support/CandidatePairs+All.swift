@testable import Selection

extension CandidatePairs {
    /// Every pair of a table's responses with the same prompt and different rewards.
    static func all(of table: AnswerTable) -> CandidatePairs {
        var tally = PairTally(prompts: table.promptCount)
        return CandidatePairs(from: PairProposals(table, .allPairs), tally: &tally)
    }
}
