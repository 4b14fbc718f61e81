package import Evolution
package import Inference
package import Ledger
import Selection

/// What every rewrite of a round has in common.
package struct RewriteSetup: Sendable {
    package var runSeed: Int
    package var strategies: [RewriteStrategy]
    /// Rewrites per parent: the number of strategies each gets.
    package var each: Int
    package var sampling: SamplingParameters
    /// The rewriting model and its weights, as recorded.
    package var model: String
    package var weightVersion: String

    package init(
        runSeed: Int,
        strategies: [RewriteStrategy],
        each: Int,
        sampling: SamplingParameters,
        model: String,
        weightVersion: String
    ) {
        self.runSeed = runSeed
        self.strategies = strategies
        self.each = each
        self.sampling = sampling
        self.model = model
        self.weightVersion = weightVersion
    }
}
