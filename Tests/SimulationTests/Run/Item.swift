import Ledger

/// One planned item of a round: a response, what a stage says of it, or a rewrite (`sample` is then the strategy's index).
struct Item: Hashable, CustomStringConvertible {
    /// The ledger's name of the stage, which for responses differs by phase.
    var stage: String
    var phase: Phase
    var prompt: Int64
    var sample: Int

    var description: String { "\(stage) of prompt \(prompt) (\(phase.rawValue)), sample \(sample)" }

    static func response(_ phase: Phase, _ prompt: Int64, _ sample: Int) -> Item {
        Item(stage: phase.sampleStage, phase: phase, prompt: prompt, sample: sample)
    }

    static func rewrite(_ parent: Int64, _ strategy: Int) -> Item {
        Item(stage: "rewrite", phase: .parents, prompt: parent, sample: strategy)
    }

    /// What a stage says of this response.
    func said(by stage: String) -> Item {
        Item(stage: stage, phase: phase, prompt: prompt, sample: sample)
    }
}
