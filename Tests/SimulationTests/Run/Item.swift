import Ledger
import Orchestrator

/// One planned item of a round: a response, or what a stage says of it.
struct Item: Hashable, CustomStringConvertible {
    /// `StageID.name`.
    var stage: String
    var prompt: Int64
    var sample: Int

    var description: String { "\(stage) of prompt \(prompt), sample \(sample)" }

    /// The response it is about.
    var response: Item { Item(stage: StageID.sample.name, prompt: prompt, sample: sample) }

    static func items(_ stage: StageID, _ work: Work) -> [Item] {
        switch work {
        case .sample(let work): work.samples.map { Item(stage: stage.name, prompt: work.promptID, sample: $0) }
        case .rewrite(let work): [Item(stage: stage.name, prompt: work.parentID, sample: work.strategy)]
        case .reward(let work): work.responses.map { Item(stage: stage.name, prompt: work.promptID, sample: $0.sample) }
        case .logprob(let work): [Item(stage: stage.name, prompt: work.promptID, sample: work.sample)]
        }
    }
}
