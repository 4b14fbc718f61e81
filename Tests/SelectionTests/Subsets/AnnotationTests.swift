import Selection
import Testing

@Suite struct AnnotationTests {
    private func vectors(_ vectors: [[Float]?]) -> VectorTable {
        var table = VectorTable(dimension: 2)
        for vector in vectors { table.append(vector) }
        return table
    }

    /// Cosines: 0-1 0.8, 0-2 0, 0-3 0.6, 1-2 0.6, 1-3 0.96, 2-3 0.8.
    private var four: VectorTable { vectors([[1, 0], [0.8, 0.6], [0, 1], [0.6, 0.8]]) }

    /// Typicality over k = 2 of n = 4, a sixth of the sum of cosines with the others: 1.4, 2.36, 1.4, 2.36 over 6. Less lambda times the
    /// cosine of the two: {1, 3} 0.7867 - 0.96 lambda, {0, 1} and {2, 3} 0.6267 - 0.8 lambda, {0, 3} and {1, 2} 0.6267 - 0.6 lambda,
    /// {0, 2} 0.4667.
    @Test func typicalAndUnlikeEachOther() {
        #expect(DiverseSubset.aepo(four, of: [0, 1, 2, 3], k: 2, lambda: 0) == [1, 3])
        #expect(DiverseSubset.aepo(four, of: [3, 2, 1, 0], k: 2, lambda: 0.1) == [1, 3])
        #expect(DiverseSubset.aepo(four, of: [0, 1, 2, 3], k: 2, lambda: 1) == [0, 2])
        #expect(DiverseSubset.aepo(four, of: [0, 1, 2, 3], k: 1, lambda: 1) == [1])
    }

    @Test func nothingToChoose() {
        #expect(DiverseSubset.aepo(four, of: [2, 0], k: 2, lambda: 1) == [0, 2])
        #expect(DiverseSubset.aepo(four, of: [1], k: 5, lambda: 1) == [1])
        #expect(DiverseSubset.aepo(four, of: [0, 1], k: 0, lambda: 1) == [])
        #expect(DiverseSubset.aepo(vectors([nil, nil, nil]), of: [0, 1, 2], k: 2, lambda: 1) == [0, 1])
    }

    /// Implicit rewards 0, 3, 4 | 10, 10.5 | 1: margins 0-1 3, 0-2 4, 1-2 1, 3-4 0.5.
    private let table = AnswerTable([
        [Answer(reward: .nan, policy: 0), Answer(reward: .nan, policy: 3), Answer(reward: .nan, policy: 4)],
        [Answer(reward: .nan, policy: 10), Answer(reward: .nan, policy: 10.5), Answer(reward: .nan, policy: nil)],
        [Answer(reward: .nan, policy: 1)],
    ])

    private func pairs(_ budget: Int, perPrompt: Int? = nil) -> [[Int]] {
        SmallestImplicitMargins.pairs(of: table, .meanLogprob, beta: 1, budget: budget, pairsPerPrompt: perPrompt).map {
            [$0.first, $0.second]
        }
    }

    @Test func thePairsThePolicyTellsApartLeast() {
        #expect(pairs(1) == [[3, 4]])
        #expect(pairs(2) == [[1, 2], [3, 4]])
        #expect(pairs(3) == [[0, 1], [1, 2], [3, 4]])
        #expect(pairs(9) == [[0, 1], [0, 2], [1, 2], [3, 4]])
        #expect(pairs(9, perPrompt: 1) == [[1, 2], [3, 4]])
        #expect(pairs(0) == [])
        let chosen = SmallestImplicitMargins.pairs(of: table, .meanLogprob, beta: 1, budget: 2)
        #expect(chosen.map(\.implicitMargin) == [1, 0.5])
        #expect(chosen.map(\.prompt) == [0, 1])
        #expect(SmallestImplicitMargins.responses(of: chosen) == [1, 2, 3, 4])
    }

    @Test func equalTextsAreNoQuestionAndEqualMarginsGoByPlan() {
        let table = AnswerTable([
            [Answer(reward: 0, policy: 1, text: 5), Answer(reward: 0, policy: 1, text: 5), Answer(reward: 0, policy: 2)]
        ])
        let chosen = SmallestImplicitMargins.pairs(of: table, .meanLogprob, beta: 1, budget: 1)
        #expect(chosen.map { [$0.first, $0.second] } == [[0, 2]])
    }

    @Test func budgetsFallLinearlyAndAddUp() {
        // 100 over 4 rounds in proportion to 4, 3, 2, 1.
        #expect((1...4).map { AnnotationBudget.linear.budget(round: $0, of: 4, total: 100) } == [40, 30, 20, 10])
        // 10 in proportion to 3, 2, 1: 5, 3, 1 and one left for the first.
        #expect((1...3).map { AnnotationBudget.linear.budget(round: $0, of: 3, total: 10) } == [6, 3, 1])
        #expect((1...3).map { AnnotationBudget.constant.budget(round: $0, of: 3, total: 10) } == [4, 3, 3])
        #expect(AnnotationBudget.linear.budget(round: 4, of: 3, total: 10) == 0)
        for schedule in AnnotationBudget.allCases {
            for total in 0..<60 {
                let parts = (1...7).map { schedule.budget(round: $0, of: 7, total: total) }
                #expect(parts.reduce(0, +) == total)
                #expect(parts == parts.sorted(by: >))
            }
        }
    }
}
