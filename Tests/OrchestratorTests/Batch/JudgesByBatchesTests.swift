import GRDB
import Inference
import Platform
import Scheduling
import TestSupport
import Testing
import Transport

@testable import Ledger
@testable import Orchestrator

/// A judge that is asked by batches gives the rewards it gives live.
@Suite struct JudgesByBatchesTests {
    /// Verdicts follow from the question alone, whatever its form is.
    @Sendable private static func verdict(_ body: [UInt8]) -> String {
        let sum = body.reduce(0) { ($0 &* 31 &+ Int($1)) % 9973 }
        let isPair = String(decoding: body, as: UTF8.self).contains("LETTER")
        let said = isPair ? #"\"\#(sum % 2 == 0 ? "A" : "B")\""# : "\(1 + sum % 10)"
        let choice = #"{"index":0,"message":{"role":"assistant","content":"{\"verdict\": \#(said)}"},"finish_reason":"stop"}"#
        return #"{"model":"judge","choices":[\#(choice)],"usage":{"prompt_tokens":7,"completion_tokens":11}}"#
    }

    private let scratch: ScratchFolder
    private let ledger: Ledger
    private let double: BatchDouble

    init() throws {
        var options = BatchDouble.Options()
        options.says = Self.verdict
        double = BatchDouble(options)
        scratch = try ScratchFolder()
        ledger = try Ledger.inMemory()
        try ledger.begin(BatchWorld.run, configuration: nil, pool: Samples.pool(3), dropped: [])
        try ledger.plan(
            round: 1,
            policy: "policy",
            reference: nil,
            weightVersion: "",
            phase: .base,
            prompts: try ledger.pool().map { ($0.id, nil) },
            at: 1
        )
        for prompt in 1...3 {
            for sample in 0..<3 {
                guard case .response(var fact) = Script.responses(Int64(prompt), [sample])[0] else { continue }
                // The third prompt's responses are all the same: a pairwise judge is not asked about them.
                fact.text = prompt == 3 ? "same" : "answer \(prompt).\(sample)"
                try ledger.commit([.response(fact)], round: 1)
            }
        }
    }

    private func live(_ form: JudgeForm) throws -> (JudgeReward, EndpointClient) {
        let transport = FakeTransport { [double] request throws(HTTPFailure) in
            let type = request.headers.first { $0.name == "Content-Type" }?.value
            let reply = double.answer(
                method: request.method.rawValue,
                url: request.url,
                authorization: nil,
                contentType: type,
                body: request.body
            )
            return HTTPResponse(status: reply.status, headers: reply.headers, body: reply.body)
        }
        let client = EndpointClient(try EndpointAddress("http://provider"), transport: transport)
        return (JudgeReward(client: client, judge: try Judge(form, model: "judge", maxTokens: 16)), client)
    }

    private func answer(_ form: JudgeForm, attempts: Int = 3) async throws -> RoundEnd {
        let (live, client) = try live(form)
        let setup = RoundSetup(
            round: 1,
            phase: .base,
            runSeed: 7,
            samples: 3,
            policy: "policy",
            reference: nil,
            weightVersion: "",
            referenceVersion: "",
            sampling: SamplingParameters(),
            recordsSampledLogprobs: false,
            templateHash: "t"
        )
        var limits = BatchLimits(retry: RetryPolicy(attempts: attempts), failedShare: 1)
        limits.lines = 4
        let reward = JudgeBatch(live, model: "judge", maxTokens: 16, client: client)
        return try await BatchService(
            work: BatchedRewards(ledger: ledger, setup: setup, name: "judge", reward: reward),
            client: BatchClient(client),
            plan: StagePlan(id: .reward("judge"), model: "judge", endpoints: ["http://provider"], concurrency: 1, planned: 9),
            rounds: 1,
            run: BatchWorld.run,
            folder: RunFolder(path: scratch.path),
            ledger: ledger,
            writing: BlockingQueue("tests.ledger"),
            limits: limits,
            control: RunControl(),
            notice: { _ in },
            now: { 1_790_000_000 },
            sleep: { _ in }
        ).answer()
    }

    private func rewards() throws -> [Double] {
        try ledger.database.read { try Double.fetchAll($0, sql: "SELECT score FROM reward ORDER BY response_id") }
    }

    private func texts(_ sql: String) throws -> [String] {
        try ledger.database.read { try String.fetchAll($0, sql: sql) }
    }

    private func outcomes() throws -> [String] {
        try texts("SELECT DISTINCT outcome FROM v_batch_item ORDER BY 1")
    }

    @Test(arguments: [nil, BatchFault.overloadedLines, .expired, .truncatedFile])
    func ratingsAreThere(_ fault: BatchFault?) async throws {
        if let fault { double.add(fault) }
        #expect(try await answer(.pointwise(JudgeScale(1, 10))) == .complete)
        let found = try rewards()
        #expect(found.count == 9 && Set(found).count > 2 && found.allSatisfy { (1...10).contains($0) })
        // The same text to the same prompt is the same question.
        #expect(found[6] == found[7] && found[7] == found[8])
        #expect(try ledger.tallyFaults().isEmpty)
        #expect(double.book.paid.values.allSatisfy { $0 <= 3 })
        #expect(try texts("SELECT DISTINCT contract || ' ' || model FROM v_reward") == ["judge_pointwise judge"])
    }

    @Test func comparisonsOfAPromptStayTogether() async throws {
        #expect(try await answer(.pairwise(.ring, ties: false)) == .complete)
        let found = try rewards()
        #expect(found.count == 9 && found.allSatisfy { (0...1).contains($0) })
        #expect(found[6...8].allSatisfy { $0 == 0.5 })
        // Six questions about each of two prompts, none about the third; a file ends where the next prompt's would not fit.
        #expect(try texts("SELECT CAST(lines AS TEXT) FROM batch ORDER BY id") == ["6", "6"])
        #expect(try outcomes() == ["answered"])
    }

    @Test func comparisonsThatFailTogetherAreAskedAgainTogether() async throws {
        double.add(.failedLines)
        #expect(try await answer(.pairwise(.ring, ties: false)) == .complete)
        #expect(try rewards().count == 9)
        #expect(try outcomes() == ["answered", "failed:server_error"])
    }
}
