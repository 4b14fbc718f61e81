package import Inference

/// Trains the playground's policy on preference pairs: DPO or SimPO by plain stochastic gradient descent with exact gradients.
///
/// One thread, a fixed order of pairs and of additions: equal input gives equal bytes on every machine.
package struct PlaygroundTrainer: Sendable {
    private let settings: PlaygroundTrainingSettings

    /// Throws `misconfigured` for settings that cannot be.
    package init(_ settings: PlaygroundTrainingSettings) throws(BackendError) {
        try settings.check()
        self.settings = settings
    }

    /// A trained copy of `model`, and how the training went.
    ///
    /// Throws `misconfigured` without a pair, `notFinite` when the weights run away.
    /// - Parameters:
    ///   - reference: DPO's reference; `model` itself unless given.
    ///   - version: The trained model's.
    package func train(
        _ model: PlaygroundModel,
        on pairs: [PlaygroundPair],
        reference: PlaygroundModel? = nil,
        version: String
    ) throws(BackendError) -> (model: PlaygroundModel, statistics: PlaygroundTrainingStatistics) {
        if pairs.isEmpty {
            throw BackendError(.misconfigured, "there is no pair to train the playground's policy on")
        }
        let objective = PreferenceObjective(settings: settings)
        let columns = model.vocabulary.count
        var examples = pairs.map { TrainingExample($0, vocabulary: model.vocabulary) }
        let table = TrainableWeights(model)
        let passes = TrainingPasses(table, objective: objective, columns: columns)
        if settings.loss.needsReference {
            let frozen = reference.map { TrainingPasses(TrainableWeights($0), objective: objective, columns: columns) } ?? passes
            for index in examples.indices {
                (examples[index].chosenReference, examples[index].rejectedReference) = frozen.logprobs(examples[index])
            }
        }
        let before = measure(examples, passes, objective)
        try descend(examples, passes)
        let after = measure(examples, passes, objective)
        guard after.loss.isFinite, after.margin.isFinite else { throw Self.ranAway }
        let trained = try PlaygroundModel(version: version, weights: table.copy())
        let statistics = PlaygroundTrainingStatistics(
            pairs: pairs.count,
            steps: settings.epochs * ((pairs.count + settings.batch - 1) / settings.batch),
            firstLoss: before.loss,
            lastLoss: after.loss,
            meanMargin: after.margin,
            accuracy: after.accuracy,
            firstChosenLogprob: before.chosen,
            lastChosenLogprob: after.chosen
        )
        return (trained, statistics)
    }

    private func descend(_ examples: [TrainingExample], _ passes: TrainingPasses) throws(BackendError) {
        var generator = SeededGenerator(seed: settings.seed)
        var order = Array(examples.indices)
        for _ in 0..<settings.epochs {
            Self.shuffle(&order, &generator)
            var start = 0
            while start < order.count {
                let end = min(start + settings.batch, order.count)
                let loss = passes.step(examples, order[start..<end], learningRate: settings.learningRate)
                guard loss.isFinite else { throw Self.ranAway }
                start = end
            }
        }
    }

    /// Means over all examples under the weights as they are.
    private func measure(
        _ examples: [TrainingExample],
        _ passes: TrainingPasses,
        _ objective: PreferenceObjective
    ) -> (loss: Double, margin: Double, accuracy: Double, chosen: Double) {
        var loss = 0.0
        var margin = 0.0
        var right = 0
        var chosen = 0.0
        for example in examples {
            let logprobs = passes.logprobs(example)
            let value = example.value(objective, chosenLogprob: logprobs.chosen, rejectedLogprob: logprobs.rejected)
            loss += value.loss
            margin += value.margin
            right += value.margin > 0 ? 1 : 0
            chosen += logprobs.chosen / Double(example.chosen.tokens.count)
        }
        let count = Double(examples.count)
        return (loss / count, margin / count, Double(right) / count, chosen / count)
    }

    /// Fisher and Yates, from the last place down.
    private static func shuffle(_ order: inout [Int], _ generator: inout SeededGenerator) {
        var last = order.count - 1
        while last > 0 {
            order.swapAt(last, Int(generator.uniform() * Double(last + 1)))
            last -= 1
        }
    }

    private static let ranAway = BackendError(
        .notFinite,
        "the playground trainer's loss is no finite number any more: lower the learning rate (or beta) and train again"
    )
}
