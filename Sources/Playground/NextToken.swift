/// The distribution of the next token after one prompt: the forward pass, with all the memory it needs.
///
/// Sampling and scoring both go through here, in the same order of additions, so a sampled token's log-prob and the one measured
/// afterwards are equal to the last bit. Log-probs are in nats, at temperature 1, over the whole vocabulary.
/// Not `Sendable`: one task uses it.
final class NextToken {
    let model: PlaygroundModel
    /// The logits of the position last asked for.
    let logits: UnsafeMutablePointer<Double>
    /// exp(logit - largest logit).
    let exponentials: UnsafeMutablePointer<Double>
    let powers: UnsafeMutablePointer<Double>
    private(set) var largest = 0.0
    /// The sum of `exponentials`.
    private(set) var sum = 1.0
    private let columns: Int
    private let prompt: [Int32]
    private let words: [Int32]
    /// What the bias and the prompt add to every logit, summed once for each class of the last token when it first comes up.
    private let promptLogits: UnsafeMutablePointer<Double>
    private var isSummed: [Bool]

    /// `prompt` holds ids of the model's vocabulary only.
    init(model: PlaygroundModel, prompt: [Int32]) {
        self.model = model
        self.prompt = prompt
        columns = model.vocabulary.count
        words = PlaygroundFeatures.words(ofPrompt: prompt, vocabulary: model.vocabulary)
        let classes = PlaygroundTokenClass.allCases.count
        logits = .allocate(capacity: columns)
        exponentials = .allocate(capacity: columns)
        powers = .allocate(capacity: StableMath.powers.count)
        promptLogits = .allocate(capacity: columns * classes)
        logits.initialize(repeating: 0, count: columns)
        exponentials.initialize(repeating: 0, count: columns)
        powers.initialize(from: StableMath.powers, count: StableMath.powers.count)
        promptLogits.initialize(repeating: 0, count: columns * classes)
        isSummed = [Bool](repeating: false, count: classes)
    }

    deinit {
        logits.deallocate()
        exponentials.deallocate()
        powers.deallocate()
        promptLogits.deallocate()
    }

    /// Fills `logits` and `exponentials` for the token that follows `response`.
    func advance(after response: [Int32]) {
        let last = token(1, back: response)
        let context = PlaygroundFeatures.context(
            last: last,
            second: token(2, back: response),
            third: token(3, back: response),
            position: response.count
        )
        let lastClass = last < 0 ? PlaygroundTokenClass.structure : model.vocabulary.classes[Int(last)]
        model.weights.withUnsafeBufferPointer { weights in
            guard let weights = weights.baseAddress else { return }
            if !isSummed[lastClass.rawValue] {
                sumPrompt(lastClass, weights)
                isSummed[lastClass.rawValue] = true
            }
            largest = NextToken.add(
                promptLogits + lastClass.rawValue * columns,
                weights + context.one * columns,
                weights + context.two * columns,
                weights + context.three * columns,
                weights + context.position * columns,
                into: logits,
                count: columns
            )
        }
        sum = StableMath.exponentials(of: logits, shift: largest, scale: 1, powers: powers, into: exponentials, count: columns)
    }

    /// The natural log of the sum of exp(logit - largest): subtract it, too, for a log-prob.
    var logSum: Double { StableMath.log(sum) }

    /// The log-prob of `token` at the position last asked for, given `logSum`.
    func logprob(of token: Int32, logSum: Double) -> Double {
        (logits[Int(token)] - largest) - logSum
    }

    private func token(_ steps: Int, back response: [Int32]) -> Int32 {
        if steps <= response.count { return response[response.count - steps] }
        let index = prompt.count - (steps - response.count)
        return index < 0 ? PlaygroundFeatures.nothing : prompt[index]
    }

    private func sumPrompt(_ lastClass: PlaygroundTokenClass, _ weights: UnsafePointer<Double>) {
        let sums = promptLogits + lastClass.rawValue * columns
        NextToken.accumulate(weights + PlaygroundFeatures.bias * columns, into: sums, count: columns)
        for word in words {
            NextToken.accumulate(weights + PlaygroundFeatures.prompt(word: word) * columns, into: sums, count: columns)
            NextToken.accumulate(weights + PlaygroundFeatures.prompt(word: word, last: lastClass) * columns, into: sums, count: columns)
        }
    }

    private static func accumulate(_ row: UnsafePointer<Double>, into sums: UnsafeMutablePointer<Double>, count: Int) {
        var i = 0
        while i < count {
            sums[i] += row[i]
            i &+= 1
        }
    }

    /// Adds five rows, always from left to right, and returns the largest sum.
    private static func add(
        _ a: UnsafePointer<Double>,
        _ b: UnsafePointer<Double>,
        _ c: UnsafePointer<Double>,
        _ d: UnsafePointer<Double>,
        _ e: UnsafePointer<Double>,
        into result: UnsafeMutablePointer<Double>,
        count: Int
    ) -> Double {
        var largest = -Double.infinity
        var i = 0
        while i < count {
            let value = a[i] + b[i] + c[i] + d[i] + e[i]
            result[i] = value
            if value > largest { largest = value }
            i &+= 1
        }
        return largest
    }
}
