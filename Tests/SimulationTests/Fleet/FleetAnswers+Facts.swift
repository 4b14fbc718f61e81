import Inference
import Ledger
import Selection

@testable import Orchestrator

/// Judges that compare, and vectors.
extension FleetAnswers {
    /// Every pair that is missing, with a share that follows from the two texts alone.
    func duels(_ name: String, _ work: RewardWork) throws -> [Fact] {
        let judge = try Judge(.pairwise(.all, ties: true), model: name)
        let request = Facts.request(work, nil)
        let made = judge.missingPairs(request).map { first, second in
            JudgeComparison(
                first: first,
                second: second,
                shownFirst: strength(name, work.messages, request.responses[first], request.responses[second]),
                shownSecond: 1 - strength(name, work.messages, request.responses[second], request.responses[first])
            )
        }
        return Facts.rewards(judge.values(of: made, for: request), of: work, name: name, model: name, contract: "fake")
    }

    private func strength(_ name: String, _ messages: [Message], _ one: String, _ two: String) -> Double {
        var hash = content("duel " + name, messages)
        hash.combine(one)
        hash.combine(two)
        return Double(hash.value % 9) / 8
    }

    func vectors(_ work: EmbeddingWork, _ setup: EmbeddingSetup) -> [Fact] {
        let vectors = work.responses.map { response in
            (0..<3).map { place in
                var hash = StableHash(purpose: "vector")
                hash.combine(response.text)
                hash.combine(place)
                return hash.unit
            }
        }
        return Facts.embeddings(vectors, of: work, model: setup.model).map { .embedding($0) }
    }
}
