/// The loss of one pair and its slopes, from the pair's log-probs.
struct PreferenceObjective {
    let settings: PlaygroundTrainingSettings

    /// A response's log-prob sums in nats.
    struct Side {
        var policy: Double
        /// 0 where the loss needs none.
        var reference: Double
        var tokens: Int
    }

    struct Value {
        var loss: Double
        /// The implicit reward of the chosen minus that of the rejected response, gamma not taken off.
        var margin: Double
        /// ∂ loss / ∂ l of the chosen response.
        var chosenSlope: Double
        /// ∂ loss / ∂ l of the rejected response.
        var rejectedSlope: Double
    }

    func value(chosen: Side, rejected: Side) -> Value {
        let chosenTokens = Double(chosen.tokens)
        let rejectedTokens = Double(rejected.tokens)
        let margin: Double
        var chosenScale = settings.beta
        var rejectedScale = settings.beta
        let shift: Double
        switch settings.loss {
        case .dpo:
            margin = settings.beta * ((chosen.policy - chosen.reference) - (rejected.policy - rejected.reference))
            shift = 0
        case .simpo:
            margin = settings.beta * (chosen.policy / chosenTokens - rejected.policy / rejectedTokens)
            chosenScale /= chosenTokens
            rejectedScale /= rejectedTokens
            shift = settings.gamma
        }
        let (loss, slope) = Self.negativeLogSigmoid(margin - shift)
        return Value(
            loss: loss - settings.sftWeight * chosen.policy / chosenTokens,
            margin: margin,
            chosenSlope: slope * chosenScale - settings.sftWeight / chosenTokens,
            rejectedSlope: -slope * rejectedScale
        )
    }

    /// −log sigmoid(x) and its slope, sigmoid(x) − 1; neither overflows for any finite x.
    static func negativeLogSigmoid(_ x: Double) -> (value: Double, slope: Double) {
        let small = StableMath.exponential(-abs(x))
        let logarithm = StableMath.log(1 + small)
        if x >= 0 { return (logarithm, -small / (1 + small)) }
        return (logarithm - x, -1 / (1 + small))
    }
}
