/// Has one reward endpoint judge answers whose order is beyond doubt. Works with every contract.
package struct RewardProbe: Sendable {
    private let backend: any RewardBackend

    package init(_ backend: any RewardBackend) {
        self.backend = backend
    }

    /// Asks for five scores, in three requests or in five.
    package func selfTest() async -> [ProbeFinding] {
        do {
            var pairs: [RewardReading.Pair] = []
            for judgement in ProbeText.judgements {
                let scores = try await scores(judgement.prompt, [judgement.better, judgement.worse])
                pairs.append(RewardReading.Pair(better: scores[0], worse: scores[1]))
            }
            var again: Double?
            if let first = ProbeText.judgements.first { again = try await scores(first.prompt, [first.better])[0] }
            return RewardReading(pairs: pairs, again: again, contract: backend.contract).findings
        } catch {
            var finding = ProbeFinding(.selfTest, failed: error)
            // What wants an expected answer, for example, has none here.
            if backend.readsMetadata { finding = Self.unable(finding) }
            return [finding]
        }
    }

    private static func unable(_ finding: ProbeFinding) -> ProbeFinding {
        ProbeFinding(
            .selfTest,
            .warning,
            "not tested: it reads the prompts' metadata, which the test's questions have none of (\(finding.message))",
            failure: finding.failure
        )
    }

    private func scores(_ prompt: [Message], _ responses: [String]) async throws -> [Double] {
        var scores: [Double] = []
        switch backend.batching {
        case .list: scores = try await backend.rewards(RewardRequest(messages: prompt, responses: responses)).map(\.score)
        case .single:
            for response in responses {
                scores += try await backend.rewards(RewardRequest(messages: prompt, responses: [response])).map(\.score)
            }
        }
        guard scores.count == responses.count, scores.allSatisfy(\.isFinite) else {
            throw BackendError(.malformedReply, "\(scores.count) scores came back where \(responses.count) finite ones were asked for")
        }
        return scores
    }
}
