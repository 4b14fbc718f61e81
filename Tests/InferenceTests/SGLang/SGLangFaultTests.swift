import Inference
import Scheduling
import TestSupport
import Testing

/// Every way in which SGLang goes wrong, over real sockets.
@Suite struct SGLangFaultTests {
    private let prompt = HashModel.tokens(of: [("user", "hi")], generationPrompt: true)

    private func request(_ count: Int) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: prompt, count: count, seed: 1, sampling: .init(maxTokens: 20))
    }

    private static let faults: [(Fault, FailureClass)] = [
        (.serverError, .serverError), (.badGateway, .serverError), (.errorWithStatus200, .serverError),
        (.overloaded(retryAfter: "7"), .overloaded), (.truncateBody, .malformedReply), (.cutConnection, .connectionLost),
        (.reply(status: 400, body: #"{"error":{"message":"no"}}"#), .rejected), (.fewer, .malformedReply), (.more, .malformedReply),
        (.nan, .notFinite), (.abort, .aborted), (.wrongPromptTokens, .malformedReply),
    ]

    @Test(arguments: faults + [(.nullContent, .malformedReply)])
    func oneBadSampleOfSeveralCostsNoOther(fault: Fault, expected: FailureClass) async throws {
        let double = SGLangDouble()
        double.setFaults { $0.add(fault, on: "/generate", .numbers(2...2)) }
        try await serving(double.server) { address in
            let policy = try SGLangPolicy(client: try client(at: address), model: "policy")
            let partial = try await partial { try await policy.sample(request(4)) }
            #expect(partial.error.failure == expected)
            #expect(partial.samples.count == 3)
            let whole = try await policy.sample(request(4))
            for (place, sample) in partial.samples { #expect(sample == whole[place]) }
        }
    }

    /// A new connection that breaks; a kept one is tried once more on a new one, by curl.
    private static let refused: [(Fault, FailureClass)] = [(.refuse, .connectionLost)]

    @Test(arguments: faults + refused)
    func aFaultOfEverySampleIsTheRequests(fault: Fault, expected: FailureClass) async throws {
        let double = SGLangDouble()
        double.setFaults { $0.add(fault, on: "/generate", .numbers(1...3)) }
        try await serving(double.server) { address in
            let policy = try SGLangPolicy(client: try client(at: address), model: "policy")
            #expect(try await failure { try await policy.sample(request(3)) }.failure == expected)
            #expect(try await policy.sample(request(3)).count == 3)
        }
    }

    @Test(arguments: faults + refused)
    func aFaultWhileScoringIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = SGLangDouble()
        double.setFaults { $0.add(fault, on: "/generate", .numbers(1...1)) }
        try await serving(double.server) { address in
            let policy = try SGLangPolicy(client: try client(at: address), model: "policy")
            #expect(try await failure { try await policy.score(prompt: prompt, response: [3, 4]) }.failure == expected)
            #expect(try await policy.score(prompt: prompt, response: [3, 4]).count == 2)
        }
    }

    @Test func cancelledSamplesAreCancelledAsAWhole() async throws {
        let double = SGLangDouble()
        double.setFaults { $0.add(.hold) }
        try await serving(double.server) { address in
            let policy = try SGLangPolicy(client: try client(at: address), model: "policy")
            let task = Task { try await policy.sample(request(3)) }
            while double.journal.inFlight < 3 { await Task.yield() }
            task.cancel()
            #expect(try await failure { try await task.value }.failure == .cancelled)
        }
    }
}
