import Inference
import Ledger
import Scheduling

@testable import Orchestrator

/// The round's state machine, told events by hand. Remembers what it asked for.
struct Script {
    var machine: RoundMachine
    var now = 0.0
    private(set) var actions: [RoundAction] = []

    init(_ stages: [StagePlan], attempts: Int = 3, failedShare: Double = 1, waitForBackend: Double = 600) {
        let limits = RoundMachine.Limits(
            retry: RetryPolicy(attempts: attempts),
            failedShare: failedShare,
            waitForBackend: waitForBackend
        )
        machine = RoundMachine(stages: stages, firstResponse: 1, limits: limits)
    }

    /// Tells the machine something and returns what it asks for in answer.
    @discardableResult
    mutating func tell(_ event: RoundEvent) -> [RoundAction] {
        let asked = machine.handle(event, at: now)
        actions += asked
        return asked
    }

    /// Starts the round and answers its first page of the stage; the other stages' are empty.
    mutating func start(_ stage: StageID, _ work: [Work]) -> [RoundAction] {
        var asked: [RoundAction] = []
        for action in tell(.started) {
            guard case .fetch(let fetched, _, _) = action else { continue }
            asked += tell(.page(fetched, Script.page(fetched == stage ? work : [])))
        }
        return asked
    }

    @discardableResult
    mutating func succeed(_ call: Int, _ facts: [Fact]) -> [RoundAction] {
        tell(.finished(call: call, .facts(facts), CallReport()))
    }

    @discardableResult
    mutating func fail(_ call: Int, _ failure: FailureClass, _ message: String = "it failed") -> [RoundAction] {
        tell(.finished(call: call, .failed(BackendError(failure, message)), CallReport()))
    }

    static func page(_ work: [Work], cursor: Int64 = 100, exhausted: Bool = true) -> WorkPage<Work> {
        WorkPage(work: work, cursor: cursor, exhausted: exhausted)
    }

    static func stage(
        _ id: StageID,
        endpoints: Int = 1,
        concurrency: Int = 1,
        planned: Int = 100,
        failed: Int = 0,
        after: StageID? = nil
    ) -> StagePlan {
        StagePlan(
            id: id,
            model: "m",
            endpoints: (0..<endpoints).map { "http://\($0)" },
            concurrency: concurrency,
            planned: planned,
            failed: failed,
            after: after
        )
    }

    static func prompt(_ id: Int64, samples: [Int] = [0, 1]) -> Work {
        .sample(
            SampleWork(
                phase: .base,
                position: Int(id) - 1,
                promptID: id,
                promptHash: UInt64(id),
                messages: [Message(role: "user", content: "question")],
                promptTokens: nil,
                samples: samples
            )
        )
    }

    static func rewards(_ prompt: Int64, _ responses: [Int64]) -> Work {
        .reward(
            RewardWork(
                promptID: prompt,
                messages: [Message(role: "user", content: "question")],
                responses: responses.map { RewardWork.Response(id: $0, sample: Int($0), text: "answer \($0)") }
            )
        )
    }

    static func logprob(_ response: Int64) -> Work {
        .logprob(
            LogprobWork(
                promptID: 1,
                responseID: response,
                sample: Int(response),
                messages: [],
                text: "answer",
                promptTokens: [1],
                responseTokens: [2],
                prefixTokens: nil
            )
        )
    }

    static func responses(_ prompt: Int64, _ samples: [Int] = [0, 1]) -> [Fact] {
        samples.map { sample in
            .response(
                ResponseFact(
                    phase: .base,
                    promptID: prompt,
                    sample: sample,
                    seed: 1,
                    text: "answer",
                    tokens: [2],
                    finishReason: "stop",
                    model: "m",
                    endpoint: "http://0",
                    weightVersion: ""
                )
            )
        }
    }

    static func reward(_ response: Int64) -> Fact {
        .reward(RewardFact(responseID: response, name: "rm", model: "rm", contract: "fake", score: 1))
    }
}

extension [RoundAction] {
    /// The calls among them, in order.
    var calls: [(number: Int, stage: StageID, endpoint: Int, work: Work)] {
        compactMap { if case .call(let number, let stage, let endpoint, let work) = $0 { (number, stage, endpoint, work) } else { nil } }
    }

    var commits: [[Fact]] {
        compactMap { if case .commit(let facts) = $0 { facts } else { nil } }
    }

    var fetches: [StageID] {
        compactMap { if case .fetch(let stage, _, _) = $0 { stage } else { nil } }
    }

    var sleeps: [(timer: Int, seconds: Double)] {
        compactMap { if case .sleep(let timer, let seconds) = $0 { (timer, seconds) } else { nil } }
    }

    var probes: [(endpoint: Int, seconds: Double)] {
        compactMap { if case .probe(_, let endpoint, let seconds) = $0 { (endpoint, seconds) } else { nil } }
    }

    var end: RoundEnd? {
        for case .end(let end) in self { return end }
        return nil
    }

    var failures: [FailureFact] {
        commits.flatMap { $0 }.compactMap { if case .failure(let fact) = $0 { fact } else { nil } }
    }
}

extension [RoundAction] {
    var notices: [String] {
        compactMap { if case .tell(let text) = $0 { text } else { nil } }
    }

    /// The endpoints whose load is to be read.
    var observations: [Int] {
        compactMap { if case .observe(_, let endpoint, _) = $0 { endpoint } else { nil } }
    }
}
