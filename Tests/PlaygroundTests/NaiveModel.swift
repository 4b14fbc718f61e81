import Foundation
import Playground

/// The formulas of docs/playground.md written down once more, without any of the shortcuts: what the real one is checked against.
struct NaiveModel {
    let model: PlaygroundModel

    /// W[0][v] + the active rows, feature by feature.
    func logits(prompt: [Int32], response: [Int32]) -> [Double] {
        let history = prompt + response
        func back(_ steps: Int) -> Int32 { steps <= history.count ? history[history.count - steps] : -1 }
        let context = PlaygroundFeatures.context(last: back(1), second: back(2), third: back(3), position: response.count)
        let lastClass = model.vocabulary.classes[Int(history[history.count - 1])]
        var rows = [PlaygroundFeatures.bias, context.one, context.two, context.three, context.position]
        for word in Set(prompt) where model.vocabulary.classes[Int(word)].isWord {
            rows.append(PlaygroundFeatures.prompt(word: word))
            rows.append(PlaygroundFeatures.prompt(word: word, last: lastClass))
        }
        let columns = model.vocabulary.count
        return (0..<columns).map { token in rows.reduce(0.0) { $0 + model.weights[$1 * columns + token] } }
    }

    /// exp(logit / temperature), normalised, after min_p, top_k and top_p in that order, by sorting everything.
    static func shape(_ logits: [Double], temperature: Double = 1, topP: Double = 1, topK: Int = 0, minP: Double = 0) -> [Double] {
        let largest = logits.reduce(-Double.infinity, max)
        var weights = logits.map { exp(($0 - largest) / temperature) }
        let ranked = weights.indices.sorted { weights[$0] > weights[$1] || (weights[$0] == weights[$1] && $0 < $1) }
        for (rank, token) in ranked.enumerated() where weights[token] < minP || (topK > 0 && rank >= topK) {
            weights[token] = 0
        }
        let mass = weights.reduce(0, +)
        var above = 0.0
        for token in ranked {
            let weight = weights[token]
            if above >= topP * mass { weights[token] = 0 }
            above += weight
        }
        let kept = weights.reduce(0, +)
        return weights.map { $0 / kept }
    }
}
