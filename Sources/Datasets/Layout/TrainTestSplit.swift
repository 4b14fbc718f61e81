import Platform

/// Holds rows out by the lineage of their prompts: a seed prompt and all its descendants are on one side, so that nothing of the test
/// set is trained on in another wording. A prompt's side depends on nothing but itself and the seed, so it stays when rows are added.
package struct TrainTestSplit: Sendable, Hashable {
    /// The share of lineages that is held out, from 0 to 1.
    package let testShare: Double
    package let seed: UInt64

    package init(testShare: Double, seed: UInt64) {
        self.testShare = testShare
        self.seed = seed
    }

    package func isTest(_ prompt: TrainingPrompt) -> Bool {
        ContentDraw.uniform("split", seed, prompt.root) < testShare
    }
}
