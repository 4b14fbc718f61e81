/// A weight table that changes, with the forward and the backward pass of the log-linear model on it.
///
/// The forward pass adds in the order of `NextToken`, so its log-probs are those of scoring to the last bit. The gradient of a log-prob is
/// exact: for each token t of a response, [v = t] − p(v), added to every row that was active there. Not `Sendable`: one task uses it.
final class TrainableWeights {
    let weights: UnsafeMutablePointer<Double>
    private let count: Int
    private let columns: Int
    private let logits: UnsafeMutablePointer<Double>
    /// By class of the last token: what bias and prompt add to the logits, or, going back, what the tokens' gradients add up to.
    private let byClass: UnsafeMutablePointer<Double>
    private let total: UnsafeMutablePointer<Double>
    private let powers: UnsafeMutablePointer<Double>
    private var isUsed: [Bool]

    /// Starts with a copy of `model`'s weights.
    init(_ model: PlaygroundModel) {
        count = model.weights.count
        columns = model.vocabulary.count
        weights = .allocate(capacity: count)
        let target = weights
        let size = count
        model.weights.withUnsafeBufferPointer { source in
            if let first = source.baseAddress { target.initialize(from: first, count: size) }
        }
        logits = .allocate(capacity: columns)
        byClass = .allocate(capacity: columns * TrainingSequence.classCount)
        total = .allocate(capacity: columns)
        powers = .allocate(capacity: StableMath.powers.count)
        logits.initialize(repeating: 0, count: columns)
        byClass.initialize(repeating: 0, count: columns * TrainingSequence.classCount)
        total.initialize(repeating: 0, count: columns)
        powers.initialize(from: StableMath.powers, count: StableMath.powers.count)
        isUsed = [Bool](repeating: false, count: TrainingSequence.classCount)
    }

    deinit {
        weights.deallocate()
        logits.deallocate()
        byClass.deallocate()
        total.deallocate()
        powers.deallocate()
    }

    /// The weights as they are now.
    func copy() -> [Double] {
        Array(UnsafeBufferPointer(start: weights, count: count))
    }

    /// The sum of the response's log-probs in nats.
    ///
    /// - Parameter probabilities: receives p of every token at every position, not normalised, and `sums` what to divide them by.
    func forward(
        _ sequence: TrainingSequence,
        probabilities: UnsafeMutablePointer<Double>,
        sums: UnsafeMutablePointer<Double>
    ) -> Double {
        for index in isUsed.indices { isUsed[index] = false }
        var logprob = 0.0
        for position in sequence.tokens.indices {
            let tokenClass = sequence.classes[position]
            if !isUsed[tokenClass] {
                sumPrompt(of: sequence, tokenClass)
                isUsed[tokenClass] = true
            }
            let largest = addContext(of: sequence, position, tokenClass)
            let sum = StableMath.exponentials(
                of: logits,
                shift: largest,
                scale: 1,
                powers: powers,
                into: probabilities + position * columns,
                count: columns
            )
            sums[position] = sum
            logprob += (logits[sequence.tokens[position]] - largest) - StableMath.log(sum)
        }
        return logprob
    }

    /// Adds `step` times the gradient of the response's log-prob to the weights, with p as `forward` left it (and made useless here).
    func add(
        _ step: Double,
        _ sequence: TrainingSequence,
        probabilities: UnsafeMutablePointer<Double>,
        sums: UnsafePointer<Double>
    ) {
        byClass.update(repeating: 0, count: columns * TrainingSequence.classCount)
        for index in isUsed.indices { isUsed[index] = false }
        for position in sequence.tokens.indices {
            let gradient = probabilities + position * columns
            let scale = -step / sums[position]
            gradient[sequence.tokens[position]] -= sums[position]
            let tokenClass = sequence.classes[position]
            isUsed[tokenClass] = true
            let place = position * 4
            TrainableWeights.spread(
                gradient,
                scale,
                weights + sequence.contexts[place],
                weights + sequence.contexts[place + 1],
                weights + sequence.contexts[place + 2],
                weights + sequence.contexts[place + 3],
                byClass + tokenClass * columns,
                count: columns
            )
        }
        addToPrompt(of: sequence)
    }

    private func sumPrompt(of sequence: TrainingSequence, _ tokenClass: Int) {
        let sums = byClass + tokenClass * columns
        // The bias is the first row.
        sums.update(from: weights, count: columns)
        for word in sequence.words.indices {
            TrainableWeights.add(weights + sequence.words[word], to: sums, count: columns)
            let place = sequence.wordsByClass[word * TrainingSequence.classCount + tokenClass]
            TrainableWeights.add(weights + place, to: sums, count: columns)
        }
    }

    private func addToPrompt(of sequence: TrainingSequence) {
        total.update(repeating: 0, count: columns)
        for tokenClass in isUsed.indices where isUsed[tokenClass] {
            let gradient = byClass + tokenClass * columns
            TrainableWeights.add(gradient, to: total, count: columns)
            for word in sequence.words.indices {
                let place = sequence.wordsByClass[word * TrainingSequence.classCount + tokenClass]
                TrainableWeights.add(gradient, to: weights + place, count: columns)
            }
        }
        TrainableWeights.add(total, to: weights, count: columns)
        for place in sequence.words {
            TrainableWeights.add(total, to: weights + place, count: columns)
        }
    }

    /// Fills `logits` and returns the largest.
    private func addContext(of sequence: TrainingSequence, _ position: Int, _ tokenClass: Int) -> Double {
        let prompt = byClass + tokenClass * columns
        let one = weights + sequence.contexts[position * 4]
        let two = weights + sequence.contexts[position * 4 + 1]
        let three = weights + sequence.contexts[position * 4 + 2]
        let place = weights + sequence.contexts[position * 4 + 3]
        let logits = logits
        let count = columns
        var largest = -Double.infinity
        var i = 0
        while i < count {
            let value = prompt[i] + one[i] + two[i] + three[i] + place[i]
            logits[i] = value
            if value > largest { largest = value }
            i &+= 1
        }
        return largest
    }

    private static func add(_ row: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>, count: Int) {
        var i = 0
        while i < count {
            sums[i] += row[i]
            i &+= 1
        }
    }

    /// Adds `scale` times a gradient to five rows; where two features share a row, to that row twice.
    private static func spread(
        _ gradient: UnsafePointer<Double>,
        _ scale: Double,
        _ a: UnsafeMutablePointer<Double>,
        _ b: UnsafeMutablePointer<Double>,
        _ c: UnsafeMutablePointer<Double>,
        _ d: UnsafeMutablePointer<Double>,
        _ e: UnsafeMutablePointer<Double>,
        count: Int
    ) {
        var i = 0
        while i < count {
            let value = gradient[i] * scale
            a[i] += value
            b[i] += value
            c[i] += value
            d[i] += value
            e[i] += value
            i &+= 1
        }
    }
}
