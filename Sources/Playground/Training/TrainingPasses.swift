/// Forward and backward passes over pairs, with the memory for one batch of them. Not `Sendable`: one task uses it.
final class TrainingPasses {
    private let table: TrainableWeights
    private let objective: PreferenceObjective
    private let columns: Int
    /// Positions there is memory for.
    private var capacity = 0
    private var probabilities: UnsafeMutablePointer<Double>
    private var sums: UnsafeMutablePointer<Double>

    init(_ table: TrainableWeights, objective: PreferenceObjective, columns: Int) {
        self.table = table
        self.objective = objective
        self.columns = columns
        probabilities = .allocate(capacity: 0)
        sums = .allocate(capacity: 0)
    }

    deinit {
        probabilities.deallocate()
        sums.deallocate()
    }

    /// One step of gradient descent on the mean loss of the examples at `indices`. Returns the sum of their losses before it.
    ///
    /// All forward passes come first, so the step is that of the batch, whatever its pairs share.
    func step(_ examples: [TrainingExample], _ indices: ArraySlice<Int>, learningRate: Double) -> Double {
        reserve(indices.reduce(0) { $0 + examples[$1].positions })
        var values: [PreferenceObjective.Value] = []
        var loss = 0.0
        var place = 0
        for index in indices {
            let value = forward(examples[index], at: place)
            values.append(value)
            loss += value.loss
            place += examples[index].positions
        }
        let rate = learningRate / Double(indices.count)
        place = 0
        for (index, value) in zip(indices, values) {
            let example = examples[index]
            add(-rate * value.chosenSlope, example.chosen, at: place)
            add(-rate * value.rejectedSlope, example.rejected, at: place + example.chosen.tokens.count)
            place += example.positions
        }
        return loss
    }

    /// The log-prob sums of an example's chosen and rejected response.
    func logprobs(_ example: TrainingExample) -> (chosen: Double, rejected: Double) {
        reserve(example.positions)
        return logprobs(example, at: 0)
    }

    private func forward(_ example: TrainingExample, at place: Int) -> PreferenceObjective.Value {
        let logprobs = logprobs(example, at: place)
        return example.value(objective, chosenLogprob: logprobs.chosen, rejectedLogprob: logprobs.rejected)
    }

    private func logprobs(_ example: TrainingExample, at place: Int) -> (chosen: Double, rejected: Double) {
        let second = place + example.chosen.tokens.count
        let chosen = table.forward(example.chosen, probabilities: probabilities + place * columns, sums: sums + place)
        let rejected = table.forward(example.rejected, probabilities: probabilities + second * columns, sums: sums + second)
        return (chosen, rejected)
    }

    private func add(_ step: Double, _ sequence: TrainingSequence, at place: Int) {
        if step == 0 { return }
        table.add(step, sequence, probabilities: probabilities + place * columns, sums: sums + place)
    }

    private func reserve(_ positions: Int) {
        guard positions > capacity else { return }
        probabilities.deallocate()
        sums.deallocate()
        capacity = positions
        probabilities = .allocate(capacity: positions * columns)
        sums = .allocate(capacity: positions)
        probabilities.initialize(repeating: 0, count: positions * columns)
        sums.initialize(repeating: 0, count: positions)
    }
}
