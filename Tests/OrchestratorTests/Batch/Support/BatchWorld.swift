import GRDB
import Inference
import Platform
import Scheduling
import TestSupport
import Transport

@testable import Ledger
@testable import Orchestrator

/// A run whose policy is asked by batches, its ledger and its provider, without sockets and without time.
final class BatchWorld: Sendable {
    let scratch: ScratchFolder
    let ledger: Ledger
    let double: BatchDouble
    let samples: Int
    let prompts: Int
    let setup: RoundSetup
    private let clock = Lock(1_790_000_000.0)
    private let told = Lock<[String]>([])
    private let zombies = Lock<[(RunControl, Task<Void, Never>)]>([])

    init(prompts: Int = 5, samples: Int = 3, _ options: BatchDouble.Options = .init()) throws {
        scratch = try ScratchFolder()
        ledger = try Ledger.inMemory()
        double = BatchDouble(options)
        self.samples = samples
        self.prompts = prompts
        setup = RoundSetup(
            round: 1,
            phase: .base,
            runSeed: 7,
            samples: samples,
            policy: "policy",
            reference: nil,
            weightVersion: "",
            referenceVersion: "",
            sampling: SamplingParameters(temperature: 0.7, maxTokens: 12),
            recordsSampledLogprobs: false,
            templateHash: "t"
        )
        try ledger.begin(Self.run, configuration: nil, pool: Samples.pool(prompts), dropped: [])
        try ledger.plan(
            round: 1,
            policy: "policy",
            reference: nil,
            weightVersion: "",
            phase: .base,
            prompts: try ledger.pool().map { ($0.id, nil) },
            at: 1
        )
    }

    static let run = RunRecord(name: "tests", seed: 7, createdAt: 12, createdBy: "0")

    /// Files of two lines, so that there are several batches.
    static var limits: BatchLimits {
        var limits = BatchLimits(retry: RetryPolicy(attempts: 3), failedShare: 1, waitForBackend: 300)
        limits.lines = 2
        return limits
    }

    /// What people were told, progress left out.
    var notices: [String] { told.withLock { $0 } }
    var now: Double { clock.withLock { $0 } }

    func service(
        limits: BatchLimits = BatchWorld.limits,
        control: RunControl = RunControl(),
        transport: (any HTTPTransport)? = nil,
        address: String = "http://provider",
        affords: @escaping @Sendable (Int, [SpendRecord]) -> String? = { _, _ in nil }
    ) throws -> BatchService {
        let endpoint = EndpointClient(try EndpointAddress(address), transport: transport ?? self.transport(nil))
        let name = "http://provider/v1"
        return BatchService(
            work: BatchedSampling(
                ledger: ledger,
                setup: setup,
                chat: try ChatBatch(model: "policy", client: endpoint),
                endpoint: name
            ),
            client: BatchClient(endpoint),
            plan: StagePlan(id: .sample, model: "policy", endpoints: [name], concurrency: 1, planned: prompts * samples),
            rounds: 1,
            run: Self.run,
            folder: RunFolder(path: scratch.path),
            ledger: ledger,
            writing: BlockingQueue("tests.ledger"),
            limits: limits,
            control: control,
            notice: { [told] notice in
                switch notice {
                case .info(let text), .warning(let text): told.withLock { $0.append(text) }
                default: break
                }
            },
            affords: affords,
            now: { [clock] in clock.withLock { $0 } },
            sleep: { [clock] seconds in clock.withLock { $0 += seconds } }
        )
    }

    /// The provider without sockets; a dead process hears nothing any more.
    func transport(_ point: KillPoint?) -> FakeTransport {
        FakeTransport { [double] request throws(HTTPFailure) in
            if point?.pass() == true { try await Self.neverReturn() }
            let type = request.headers.first { $0.name == "Content-Type" }?.value
            let key = request.headers.first { $0.name == "Authorization" }?.value
            let reply = double.answer(
                method: request.method.rawValue,
                url: request.url,
                authorization: key,
                contentType: type,
                body: request.body
            )
            if point?.pass() == true { try await Self.neverReturn() }
            return HTTPResponse(status: reply.status, headers: reply.headers, body: reply.body)
        }
    }

    private static func neverReturn() async throws(HTTPFailure) {
        let (gate, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in gate {}
        continuation.finish()
        throw HTTPFailure(.cancelled, "the test is over")
    }

    /// One life of the process: to its end, or to the point where it is killed. Returns nil where it was.
    func live(until fatal: Int? = nil, limits: BatchLimits = BatchWorld.limits) async throws -> (end: RoundEnd?, points: Int) {
        let (ends, continuation) = AsyncStream.makeStream(of: Result<RoundEnd, any Error>?.self)
        let point = KillPoint(fatal) { continuation.yield(nil) }
        let control = RunControl()
        let service = try service(limits: limits, control: control, transport: transport(point))
        ledger.database.add(transactionObserver: point, extent: .databaseLifetime)
        let task = Task {
            do {
                continuation.yield(.success(try await service.answer()))
            } catch {
                continuation.yield(.failure(error))
            }
        }
        zombies.withLock { $0.append((control, task)) }
        var iterator = ends.makeAsyncIterator()
        let first = await iterator.next() ?? nil
        ledger.database.remove(transactionObserver: point)
        if point.isDead { return (nil, point.passed) }
        return (try first?.get(), point.passed)
    }

    /// Lets go what killed processes still hold.
    func bury() async {
        for (control, task) in zombies.withLock({ $0 }) {
            control.drain()
            await task.value
        }
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
