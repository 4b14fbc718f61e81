import GRDB
import Inference

@testable import Ledger

/// A ledger with a pool of prompts and a planned round, and short words for writing facts into it.
struct Book {
    let ledger: Ledger

    /// - Parameter path: nil is a ledger in memory.
    init(_ path: String? = nil, prompts: Int = 3, round: Bool = true) throws {
        ledger = try path.map { try Ledger.open(path: $0) } ?? Ledger.inMemory()
        let run = RunRecord(name: "tests", seed: 1, createdAt: 1, createdBy: "0")
        let configuration = ConfigurationRecord(round: 1, yaml: "run: tests", hash: "h", folder: "/f")
        let pool = (0..<prompts).map { Book.prompt($0) }
        try ledger.begin(run, configuration: configuration, pool: pool, dropped: [("duplicate", 2)])
        if round { try plan(1) }
    }

    static func prompt(_ number: Int) -> PoolPrompt {
        let digits = String(number + 1, radix: 16)
        return PoolPrompt(
            messages: [Message(role: "user", content: "question \(number)")],
            contentHash: String(repeating: "0", count: 16 - digits.count) + digits + String(repeating: "f", count: 48),
            externalID: "q\(number)",
            metadata: nil
        )
    }

    func plan(_ round: Int) throws {
        try ledger.plan(
            round: round,
            policy: "policy",
            reference: "base",
            weightVersion: "",
            phase: .base,
            prompts: try ledger.pool().map { ($0.id, nil) },
            at: 2
        )
    }

    /// Responses of one prompt in one commit; their ids follow those there are.
    func respond(_ prompt: Int64, _ samples: [Int], text: String = "answer", tokens: [Int32]? = [7, 8], round: Int = 1) throws {
        try ledger.commit(samples.map { .response(Book.response(prompt, $0, text: text, tokens: tokens)) }, round: round)
    }

    static func response(_ prompt: Int64, _ sample: Int, text: String = "answer", tokens: [Int32]? = [7, 8]) -> ResponseFact {
        ResponseFact(
            phase: .base,
            promptID: prompt,
            sample: sample,
            seed: 100 + Int64(sample),
            text: text,
            tokens: tokens,
            finishReason: "stop",
            model: "policy",
            endpoint: "http://policy",
            weightVersion: ""
        )
    }

    static func reward(_ response: Int64, _ score: Double = 0.5, name: String = "rm") -> Fact {
        .reward(RewardFact(responseID: response, name: name, model: "rm", contract: "fake", score: score))
    }

    static func logprob(_ response: Int64, _ sum: Double = -3, model: String = "policy", source: LogprobSource = .given) -> Fact {
        .logprob(LogprobFact(responseID: response, model: model, weightVersion: "", source: source, sum: sum, tokens: 2))
    }

    static func failure(
        _ stage: String,
        _ prompt: Int64,
        _ sample: Int,
        response: Int64? = nil,
        reason: String = "timed_out",
        error: String = "no answer"
    ) -> Fact {
        .failure(
            FailureFact(
                stage: stage,
                promptID: prompt,
                sample: sample,
                responseID: response,
                model: "m",
                attempts: 6,
                reason: reason,
                error: error
            )
        )
    }

    static func rewrite(_ parent: Int64, _ strategy: String) -> RewriteFact {
        RewriteFact(
            parentID: parent,
            strategy: strategy,
            attempt: 0,
            seed: 7,
            text: "rewritten \(parent)",
            finishReason: "stop",
            model: "rewriter",
            endpoint: "http://rewriter",
            weightVersion: ""
        )
    }

    /// A selection of round 1 that keeps one pair; the prompt's position is its id less one.
    func keep(prompt: Int64, chosen: Int64, rejected: Int64, score: Double = 1, name: String = "base") throws -> Int64 {
        let pair = PairRecord(
            promptID: prompt,
            position: Int(prompt) - 1,
            chosenID: chosen,
            rejectedID: rejected,
            explicitMargin: 1,
            implicitMargin: nil,
            score: score,
            rank: 1,
            kept: true
        )
        let selection = SelectionRecord(round: 1, phase: .base, name: name, spec: "{}", statistics: "{}")
        return try ledger.store(selection, pairs: [pair], unpaired: [])
    }

    func samples(_ wanted: Int, after cursor: Int64 = -1, limit: Int = 100) throws -> WorkPage<SampleWork> {
        try ledger.pendingSamples(round: 1, phase: .base, samples: wanted, model: "policy", after: cursor, limit: limit)
    }

    func rewards(after cursor: Int64 = 0, limit: Int = 100) throws -> WorkPage<RewardWork> {
        try ledger.pendingRewards(round: 1, name: "rm", after: cursor, limit: limit)
    }

    func logprobs(_ model: String = "policy", after cursor: Int64 = 0, limit: Int = 100) throws -> WorkPage<LogprobWork> {
        try ledger.pendingLogprobs(
            round: 1,
            stage: "logprob:policy",
            model: model,
            weightVersion: "",
            tokenizer: "policy",
            after: cursor,
            limit: limit
        )
    }

    /// What a query says, without the ledger's own reading of it.
    func all(_ sql: String) throws -> [String] {
        try ledger.database.read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.map { _, value in value.isNull ? "NULL" : String(describing: value.storage.value ?? "") }.joined(separator: "|")
            }
        }
    }
}
