import Inference
import Ledger
import Testing

@testable import Orchestrator

/// A response that comes later is compared with the older ones, which are not compared again; their rewards follow from all comparisons.
@Suite struct LaterResponsesAreComparedTests {
    private func response(_ id: Int64, _ sample: Int) -> RewardWork.Response { RewardWork.Response(id: id, sample: sample, text: "\(id)") }

    private func work() -> RewardWork {
        var work = RewardWork(promptID: 7, messages: [Message(role: "user", content: "?")], responses: [response(30, 1)])
        work.others = [response(10, 0), response(20, 2)]
        work.known = [ComparisonFact(promptID: 7, name: "judge", firstID: 10, secondID: 20, shownFirst: 1, shownSecond: 0.5)]
        return work
    }

    @Test func aRequestHoldsAllInTheOrderOfSamplesAndWhatIsKnown() {
        let request = Facts.request(work(), nil)
        #expect(request.responses == ["10", "30", "20"])
        #expect(request.known == [JudgeComparison(first: 0, second: 2, shownFirst: 1, shownSecond: 0.5)])
    }

    @Test func onlyWhatIsNewIsLearnedAndTheRestIsRevised() throws {
        let judge = try Judge(.pairwise(.all, ties: true), model: "m")
        let request = Facts.request(work(), nil)
        #expect(judge.missingPairs(request).map { [$0.first, $0.second] } == [[0, 1], [1, 2]])
        let made = judge.missingPairs(request).map {
            JudgeComparison(first: $0.first, second: $0.second, shownFirst: 0.25, shownSecond: 0.25)
        }
        let values = judge.values(of: made, for: request)
        #expect(Facts.fault(of: values, for: work(), name: "judge") == nil)
        let facts = Facts.rewards(values, of: work(), name: "judge", model: "m", contract: "judge_pairwise")
        var scores: [Int64: Double] = [:]
        var revised: [Int64] = []
        var compared: [[Int64]] = []
        for fact in facts {
            switch fact {
            case .reward(let reward):
                scores[reward.responseID] = reward.score
                if reward.isRevision { revised.append(reward.responseID) }
            case .comparison(let comparison): compared.append([comparison.firstID, comparison.secondID])
            default: Issue.record("\(fact)")
            }
        }
        #expect(scores == [10: (0.25 + 0.75) / 2, 30: (0.75 + 0.25) / 2, 20: (0.25 + 0.75) / 2])
        #expect(revised == [10, 20])
        #expect(compared == [[10, 30], [30, 20]])
    }
}
