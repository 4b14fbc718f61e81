import Datasets
import Inference
import Ledger
import Selection
import Settings

@testable import Orchestrator

/// What a run is to produce: everything its training sets depend on. A few of them are shared by all seeds.
struct Scenario: Sendable {
    static let count = 48

    let number: Int
    var configuration: Configuration
    let pool: [PoolPrompt]
    let answers: FleetAnswers

    init(number: Int, prompts: Int? = nil) throws {
        self.number = number
        var chance = Chance(seed: UInt64(number) ^ 0x5CE0)
        let draw = ScenarioDraw(number: number, &chance)
        configuration = try Configuration(yaml: draw.yaml, file: "scenario \(number)", folder: "/nowhere")
        answers = FleetAnswers(scenario: number, poison: number / 4 % 2 == 0 ? 0 : 0.06)
        var pool = (0..<(prompts ?? draw.prompts)).map { Self.prompt(FleetAnswers.question(number, $0), externalID: "q\($0)") }
        if let heldOut = configuration.heldOut { try HeldOutSplit.mark(&pool, heldOut.prompts, runSeed: configuration.seed) }
        self.pool = pool
    }

    static func prompt(_ text: String, externalID: String?) -> PoolPrompt {
        let messages = [Message(role: "user", content: text)]
        return PoolPrompt(messages: messages, contentHash: PromptRecord.contentHash(of: messages), externalID: externalID, metadata: nil)
    }

    /// Training sets are written as files: one scenario of each mode and poison.
    var isWritten: Bool { number < 8 }

    /// The content hashes of the prompts that no round may train on.
    var heldOut: Set<String> { Set(pool.filter(\.isHeldOut).map(\.contentHash)) }
}
