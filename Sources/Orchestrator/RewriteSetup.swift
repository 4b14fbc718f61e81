package import Evolution
package import Inference
package import Ledger
import Selection

/// What every rewrite of a round has in common.
package struct RewriteSetup: Sendable {
    package var runSeed: Int
    package var choice: StrategyChoice
    package var sampling: SamplingParameters
    /// The rewriting model and its weights, as recorded.
    package var model: String
    package var weightVersion: String

    package init(runSeed: Int, choice: StrategyChoice, sampling: SamplingParameters, model: String, weightVersion: String) {
        self.runSeed = runSeed
        self.choice = choice
        self.sampling = sampling
        self.model = model
        self.weightVersion = weightVersion
    }

    package var strategies: [RewriteStrategy] { choice.strategies }

    /// Rewrites per parent.
    package var each: Int { min(choice.perPrompt ?? strategies.count, strategies.count) }

    /// The strategies a parent gets, as indexes of `strategies`; the same in every round.
    package func chosen(forParent hash: UInt64) -> [Int] {
        var seed = StableHash(purpose: "strategies")
        seed.combine(runSeed)
        seed.combine(hash)
        let names = choice.strategies(seed: seed.value).map(\.name)
        return strategies.indices.filter { names.contains(strategies[$0].name) }
    }

    /// What the rewriting model is asked: one user message with the strategy's template around the parent's last user message.
    package func request(_ work: RewriteWork) -> [Message] {
        let parent = work.messages.last { $0.role == "user" }?.content ?? ""
        return [Message(role: "user", content: strategies[work.strategy].render(parent: parent))]
    }
}
