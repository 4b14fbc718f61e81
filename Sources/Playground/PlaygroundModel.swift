package import Inference

/// The weights of the playground's policy: a log-linear model of the next token.
///
///     logit(v | prompt, response so far) = W[0][v] + sum over active features f of W[row(f)][v]
///     p(v) = exp(logit(v)) / sum over u of exp(logit(u))
///
/// The features are those of `PlaygroundFeatures`. Nothing else enters: no hidden layer, no memory beyond three tokens, so the
/// gradient of a log-prob is plain: (indicator of the token − p) added to each active row.
/// A model never changes; training makes a new one. 8192 rows of 400 doubles are 26 MB.
package struct PlaygroundModel: Sendable {
    /// Says which weights answered, in every sample and in the ledger.
    package let version: String
    package let vocabulary: PlaygroundVocabulary
    /// W, row after row: `weights[row * vocabulary.count + token]`.
    package let weights: [Double]

    /// How many weights a model has.
    package static var weightCount: Int { PlaygroundFeatures.rows * PlaygroundVocabulary.shared.count }

    /// A model with given weights, as a trainer made them. Throws `misconfigured` for a wrong number of them, `notFinite` for NaN or
    /// infinity.
    package init(version: String, weights: [Double]) throws(BackendError) {
        let expected = PlaygroundModel.weightCount
        guard weights.count == expected else {
            throw BackendError(
                .misconfigured,
                "playground model \(version): \(weights.count) weights where \(expected) belong; take a file the playground's trainer wrote"
            )
        }
        if let index = PlaygroundModel.firstNonFinite(weights) {
            throw BackendError(
                .notFinite,
                "playground model \(version): weight \(index) is \(weights[index]); lower the trainer's learning rate and train again"
            )
        }
        self.version = version
        self.vocabulary = .shared
        self.weights = weights
    }

    /// An untrained model: weights counted from the built-in corpus, each line of it weighed by a random factor from `seed`.
    package init(version: String, seed: UInt64) {
        self.version = version
        self.vocabulary = .shared
        self.weights = InitialWeights.table(vocabulary: .shared, seed: seed)
    }

    private static func firstNonFinite(_ weights: [Double]) -> Int? {
        weights.withUnsafeBufferPointer { buffer in
            guard let first = buffer.baseAddress else { return nil }
            var i = 0
            while i < buffer.count {
                if !first[i].isFinite { return i }
                i &+= 1
            }
            return nil
        }
    }
}
