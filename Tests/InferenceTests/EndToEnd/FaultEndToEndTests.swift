import Inference
import Scheduling
import TestSupport
import Testing
import Transport

/// Every way in which a server goes wrong, over real sockets, and what the scheduler is told.
@Suite struct FaultEndToEndTests {
    private let request = SampleRequest(
        messages: question,
        promptTokens: HashModel.tokens(of: [("user", "hi")], generationPrompt: true),
        count: 3,
        seed: 1,
        sampling: .init(maxTokens: 20)
    )

    private static let wire: [(Fault, FailureClass)] = [
        (.refuse, .connectionLost), (.serverError, .serverError), (.badGateway, .serverError), (.errorWithStatus200, .serverError),
        (.overloaded(retryAfter: "7"), .overloaded), (.truncateBody, .malformedReply), (.cutConnection, .connectionLost),
        (.reply(status: 400, body: #"{"error":{"message":"no","code":400}}"#), .rejected),
    ]

    @Test(
        arguments: wire + [(.more, .malformedReply), (.nan, .notFinite)]
    )
    func aFaultWhileSamplingIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(fault, on: "/v1/completions", .numbers(1...1)) }
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            #expect(try await failure { try await policy.sample(request) }.failure == expected)
            #expect(try await policy.sample(request).count == 3)
        }
    }

    /// The double spoils the first choice, or leaves the last one out.
    @Test(arguments: [
        (Fault.fewer, FailureClass.malformedReply, [0, 1]), (.abort, .aborted, [1, 2]), (.wrongPromptTokens, .malformedReply, [1, 2]),
    ])
    func whatIsGoodOfAReplyIsKept(fault: Fault, expected: FailureClass, kept: [Int]) async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(fault, on: "/v1/completions", .numbers(1...1)) }
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            let partial = try await partial { try await policy.sample(request) }
            #expect(partial.error.failure == expected)
            #expect(partial.samples.keys.sorted() == kept)
            let whole = try await policy.sample(request)
            for (place, sample) in partial.samples { #expect(sample == whole[place]) }
        }
    }

    @Test(
        arguments: wire + [
            (.fewer, .malformedReply), (.more, .malformedReply), (.nan, .notFinite), (.abort, .aborted),
            (.wrongPromptTokens, .malformedReply),
        ]
    )
    func aFaultWhileScoringIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(fault, on: "/v1/completions", .numbers(1...1)) }
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            #expect(try await failure { try await policy.score(prompt: [1, 2], response: [3, 4]) }.failure == expected)
            #expect(try await policy.score(prompt: [1, 2], response: [3, 4]).count == 2)
        }
    }

    @Test(arguments: wire + [(.fewer, .malformedReply), (.more, .malformedReply), (.nan, .notFinite)])
    func aFaultWhileRewardingIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let vllm = VLLMDouble()
        vllm.setFaults { $0.add(fault, on: "/classify", .numbers(1...1)) }
        try await serving(vllm.server) { address in
            let reward = try VLLMClassifyReward(client: try client(at: address), model: "policy")
            #expect(try await failure { try await reward.score(prompt: question, responses: ["a"]) }.failure == expected)
            #expect(try await reward.score(prompt: question, responses: ["a"]).count == 1)
        }
        let openRLHF = OpenRLHFDouble()
        openRLHF.setFaults { $0.add(fault, .numbers(1...1)) }
        try await serving(openRLHF.server) { address in
            let reward = OpenRLHFReward(client: try client(at: address), template: .plain)
            #expect(try await failure { try await reward.score(prompt: question, responses: ["a", "b"]) }.failure == expected)
            #expect(try await reward.score(prompt: question, responses: ["a", "b"]).count == 2)
        }
    }

    @Test func theWaitOfAnOverloadedServerIsTold() async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(.overloaded(retryAfter: "7")) }
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            #expect(try await failure { try await policy.sample(request) }.retryAfter == 7)
        }
    }

    @Test func aServerThatThinksTooLongTimesOut() async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(.hold) }
        try await serving(double.server) { address in
            let limited = try client(at: address, limits: HTTPLimits(connect: 5, total: 0.05, stall: 5))
            #expect(try await failure { try await VLLMPolicy(client: limited, model: "policy").sample(request) }.failure == .timedOut)
        }
    }

    @Test func aLateReplyIsAReply() async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(.hang(milliseconds: 20)) }
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            #expect(try await policy.sample(request).count == 3)
        }
    }

    @Test func aCancelledTaskIsCancelled() async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(.hold) }
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            let task = Task { try await policy.sample(request) }
            while double.journal.inFlight == 0 { await Task.yield() }
            task.cancel()
            #expect(try await failure { try await task.value }.failure == .cancelled)
        }
    }

    @Test func aServerThatIsGoneIsUnreachableAndMayComeBack() async throws {
        let double = VLLMDouble()
        let address = try await double.start()
        let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
        #expect(try await policy.sample(request).count == 3)
        await double.stop()
        #expect(try await failure { try await policy.sample(request) }.failure == .unreachable)
        let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
        #expect(try await double.start(port: port) == address)
        #expect(try await policy.sample(request).count == 3)
        await double.stop()
    }

    @Test func aShareOfFaultsHitsTheSameRequestsInAnyOrder() async throws {
        func failed(_ seeds: [Int64]) async throws -> Set<Int64> {
            let double = VLLMDouble()
            double.setFaults { plan in
                plan = FaultPlan(seed: 9)
                plan.add(.serverError, .probability(0.3))
            }
            return try await serving(double.server) { address in
                let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
                var failed: Set<Int64> = []
                for seed in seeds {
                    var request = request
                    request.seed = seed
                    if (try? await policy.sample(request)) == nil { failed.insert(seed) }
                }
                return failed
            }
        }
        let forward = try await failed(Array(0..<60))
        #expect((8...30).contains(forward.count))
        #expect(try await failed((0..<60).reversed()) == forward)
    }
}
