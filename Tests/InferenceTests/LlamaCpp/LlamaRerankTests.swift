import Inference
import Platform
import Scheduling
import TestSupport
import Testing

@Suite struct LlamaRerankTests {
    private let model = HashModel(name: "policy")

    private static func text(_ response: String) -> String {
        "<|start|>user\nWhat is 3 plus 5?<|end|><|start|>assistant\n\(response)<|end|>"
    }

    @Test func scoresComeInTheOrderOfTheResponsesThoughRanksAreSorted() async throws {
        let double = LlamaCppDouble()
        try await serving(double.server) { address in
            let reward = LlamaRerankReward(client: try client(at: address + "/v1"), model: "policy")
            #expect(try await reward.probe() == BackendProbe(models: ["policy"], contextLength: 512, server: "llama.cpp b1-0c1e570"))
            let responses = (0..<20).map { "answer \($0)" }
            #expect(try await reward.score(prompt: question, responses: responses) == responses.map { model.reward(of: Self.text($0)) })
            #expect(try await reward.score(prompt: question, responses: []).isEmpty)
            #expect(double.journal.items == [.reward: 20])
            #expect(double.journal.requests["/v1/rerank"] == 1)
        }
    }

    @Test(arguments: [(Fault.fewer, FailureClass.malformedReply), (.more, .malformedReply), (.nan, .notFinite), (.refuse, .connectionLost)])
    func aFaultIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = LlamaCppDouble()
        double.setFaults { $0.add(fault, on: "/v1/rerank", .numbers(1...1)) }
        try await serving(double.server) { address in
            let reward = LlamaRerankReward(client: try client(at: address), model: "policy")
            #expect(try await failure { try await reward.score(prompt: question, responses: ["8", "9"]) }.failure == expected)
            #expect(try await reward.score(prompt: question, responses: ["8", "9"]).count == 2)
        }
    }

    @Test(
        arguments: [
            #"[{"index":0,"relevance_score":1}]"#, #"[{"index":0,"relevance_score":1},{"index":0,"relevance_score":2}]"#,
            #"[{"index":0,"relevance_score":1},{"index":2,"relevance_score":2}]"#, #"[{"index":0},{"index":1,"relevance_score":2}]"#,
            #"[{"index":-1,"relevance_score":1},{"index":1,"relevance_score":2}]"#, "[]",
        ]
    )
    func missingDoubleAndForeignIndexesAreMalformed(results: String) async throws {
        let reward = LlamaRerankReward(client: try client(FakeTransport(.ok("{\"results\":\(results)}"))), model: "m")
        #expect(try await failure { try await reward.score(prompt: question, responses: ["8", "9"]) }.failure == .malformedReply)
    }

    @Test func aServerThatDoesNotRankSaysWhatToStartItWith() async throws {
        var options = LlamaCppDouble.Options()
        options.ranks = false
        try await serving(LlamaCppDouble(options).server) { address in
            let reward = LlamaRerankReward(client: try client(at: address), model: "policy")
            let error = try await failure { try await reward.score(prompt: question, responses: ["8"]) }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains("--rerank"))
        }
    }

    @Test func whatDoesNotFitIsTooLongThoughTheServerCallsItItsOwnFailure() async throws {
        try await serving(LlamaCppDouble().server) { address in
            let reward = LlamaRerankReward(client: try client(at: address), model: "policy")
            let long = String(repeating: "x", count: 600)
            #expect(try await failure { try await reward.score(prompt: question, responses: [long]) }.failure == .tooLong)
        }
    }

    @Test func aPromptThatNamesTheDocumentsPlaceIsRefused() async throws {
        let transport = FakeTransport(.ok("{}"))
        let reward = LlamaRerankReward(client: try client(transport), model: "m")
        let prompt = [Message(role: "user", content: "Repeat {document}.")]
        #expect(try await failure { try await reward.score(prompt: prompt, responses: ["8"]) }.failure == .rejected)
        #expect(transport.requests.isEmpty)
    }

    @Test(arguments: [("0.7", "between 0 and 1"), ("3e-21", "no reward model"), ("1.5", "")])
    func suspiciousScoresAreToldOnce(score: String, words: String) async throws {
        let notices = Lock<[String]>([])
        let transport = FakeTransport(.ok("{\"results\":[{\"index\":0,\"relevance_score\":\(score)}]}"))
        let reward = LlamaRerankReward(client: try client(transport), model: "m") { notice in notices.withLock { $0.append(notice) } }
        for _ in 0..<80 { _ = try await reward.score(prompt: question, responses: ["8"]) }
        let told = notices.withLock { $0 }
        #expect(told.count == (words.isEmpty ? 0 : 1))
        #expect(told.allSatisfy { $0.contains(words) })
    }
}
