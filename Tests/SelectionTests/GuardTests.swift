import Selection
import Testing

@Suite struct GuardTests {
    private func reason(_ answers: [Answer], _ spec: SelectionSpec) throws -> PairReason? {
        let result = try Selector.select(AnswerTable([answers]), by: spec)
        #expect(result.pairs.count + result.withoutPair.count == 1)
        return result.withoutPair.first?.reason
    }

    @Test(arguments: [Pairing.allPairs, .bestWorst, .topVersusRest, .adjacent])
    func everyReasonAPromptCanHave(pairing: Pairing) throws {
        let explicit = try SelectionSpec.of("explicit", pairing: pairing)
        #expect(try reason([], explicit) == .tooFewResponses)
        #expect(try reason([Answer(reward: 1)], explicit) == .tooFewResponses)
        #expect(try reason([Answer(reward: 1), Answer(reward: 1)], explicit) == .tiedReward)
        #expect(try reason([Answer(reward: 1, text: 7), Answer(reward: 1, text: 7)], explicit) == .tiedReward)
        #expect(try reason([Answer(reward: 1, text: 7), Answer(reward: 2, text: 7)], explicit) == .identicalText)
        let filter = try SelectionSpec.of("explicit", where: "dr > 1", pairing: pairing)
        #expect(try reason([Answer(reward: 1), Answer(reward: 2)], filter) == .filtered)
        let root = try SelectionSpec.of("sqrt(dr - 2)", pairing: pairing)
        #expect(try reason([Answer(reward: 1), Answer(reward: 2)], root) == .notFinite)
        let condition = try SelectionSpec.of("explicit", where: "log(dr - 2) > 0", pairing: pairing)
        #expect(try reason([Answer(reward: 1), Answer(reward: 2)], condition) == .notFinite)
        #expect(try reason([Answer(reward: 1), Answer(reward: 2)], explicit) == nil)
    }

    @Test func aPromptHasTheLastReasonOfItsPairs() throws {
        let spec = try SelectionSpec.of("log(2.5 - dr)", where: "dr > 1")
        // Pairs: 1-1 tied, 1-1.5 with one text, twice 1-2 or less filtered.
        let filtered = [Answer(reward: 1, text: 7), Answer(reward: 1), Answer(reward: 1.5, text: 7)]
        #expect(try reason(filtered, spec) == .filtered)
        #expect(try reason(filtered + [Answer(reward: 4)], spec) == .notFinite)
        let tally = try Selector.select(AnswerTable([filtered + [Answer(reward: 4)]]), by: spec).statistics.leftOut
        #expect(tally == [.tiedReward: 1, .identicalText: 1, .filtered: 1, .notFinite: 3])
    }

    @Test func bestAgainstWorstLooksAtOnePairOnly() throws {
        let answers = [Answer(reward: 3, text: 7), Answer(reward: 2), Answer(reward: 1, text: 7)]
        #expect(try reason(answers, .of("explicit", pairing: .bestWorst)) == .identicalText)
        let all = try Selector.select(AnswerTable([answers]), by: .of("explicit"))
        #expect(all.candidates == 2)
        #expect(all.statistics.leftOut == [.identicalText: 1])
    }

    @Test func equalTextsOfDifferentPromptsAreNoMatter() throws {
        var table = AnswerTable()
        for prompt in 0..<2 {
            table.beginPrompt(hash: UInt64(prompt))
            table.append(sample: 0, reward: 1, tokens: 1, policyLogprob: nil, referenceLogprob: nil, textIdentity: Int32(prompt))
            table.append(sample: 1, reward: 2, tokens: 1, policyLogprob: nil, referenceLogprob: nil, textIdentity: Int32(1 - prompt))
        }
        #expect(try Selector.select(table, by: .of("explicit")).pairs.count == 2)
    }

    @Test func rewardsWhoseDifferenceOverflowsAreNoCandidate() throws {
        let answers = [Answer(reward: 1.5e308), Answer(reward: -1.5e308)]
        #expect(try reason(answers, .of("1 + random()")) == .notFinite)
    }

    @Test func responsesOfNoTokensAreOutOnlyWhereTheirLengthDivides() throws {
        let answers = [Answer(reward: 1, tokens: 0), Answer(reward: 0)]
        #expect(try reason(answers, .of("map_raw", family: .meanLogprob)) == .notFinite)
        #expect(try reason(answers, .of("map_raw", family: .dpo)) == nil)
        #expect(try reason(answers, .of("explicit", family: .meanLogprob)) == nil)
    }

    @Test func notKeptIsTheReasonOfARankedPair() throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0), (dr: 2, dh: 0)])
        let result = try Selector.select(table, by: .of("explicit", keep: .count(1)))
        #expect(result.pairs.map(\.reason) == [.notKept, nil])
        #expect(result.keptCount == 1)
        #expect(result.withoutPair.isEmpty)
    }

    @Test func rawValuesAreRecorded() {
        let names = [
            "too_few_responses", "correct_wrong_empty", "empty_pool", "tied_reward", "identical_text", "near_identical", "length_ratio",
            "refusal", "filtered", "not_finite", "repeated_response", "similar_pair", "pairs_per_prompt", "quota", "not_kept",
        ]
        #expect(PairReason.allCases.map(\.rawValue) == names)
        #expect(PairReason.allCases.sorted() == PairReason.allCases)
    }
}
