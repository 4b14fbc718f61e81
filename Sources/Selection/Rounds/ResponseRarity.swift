/// How rare each of a prompt's responses is, by a measure of `DiversePairing`.
struct ResponseRarity {
    /// By the response's index; one whose rarity is not known is absent.
    private var values: [Int: Double] = [:]

    init(_ answers: AnswerTable, _ responses: [Int], _ measure: DiversePairing.Measure) {
        switch measure {
        case .rarity:
            for response in responses {
                values[response] = -answers.policyLogprobs[response] / Double(answers.tokens[response])
            }
        case .distance(let name):
            guard let vectors = answers.vectors[name] else { return }
            let mean = vectors.mean(of: responses)
            for response in responses {
                values[response] = 1 - vectors.cosine(response, mean)
            }
        }
        values = values.filter { $0.value.isFinite }
    }

    /// Equally rare ones by their place in `responses`; nil when of none it is known.
    func rarest(of responses: ArraySlice<Int>) -> Int? {
        var best: (response: Int, rarity: Double)?
        for response in responses {
            guard let rarity = values[response] else { continue }
            if rarity > (best?.rarity ?? -.infinity) { best = (response, rarity) }
        }
        return best?.response
    }

    /// Equally common ones by their place in `responses`; nil when of none it is known.
    func commonest(of responses: ArraySlice<Int>) -> Int? {
        var best: (response: Int, rarity: Double)?
        for response in responses {
            guard let rarity = values[response] else { continue }
            if rarity < (best?.rarity ?? .infinity) { best = (response, rarity) }
        }
        return best?.response
    }
}
