package import Inference

/// The hidden taste of the playground's reward model: how good a response is, as a plain function of the two texts.
///
///     raw = 1.5 * takenUp + 0.6 * liked − 2 * repeated − 0.5 * misfit + 0.5 * ended
///
/// - takenUp: the share of the prompt's content words (distinct; the last user turn) that the response uses.
/// - liked: the sum of hidden weights, standard normal by word, over the response's distinct content words, divided by the root of
///   their number.
/// - repeated: the share of the response's content words that stood there before.
/// - misfit: the distance of its number of words from 14, divided by 14, at most 1.
/// - ended: 1 when the last mark is . ? or !, else 0.
///
/// The reward is (raw − mean) / spread with both measured on the untrained policy's answers to the quickstart prompts, so that it has
/// about mean 0 and standard deviation 1 there.
package struct PlaygroundRewardFunction: Sendable {
    private let vocabulary: PlaygroundVocabulary
    private let liking: [Double]

    private static let wantedWords = 14.0
    private static let mean = 0.5
    private static let spread = 0.7

    package init(seed: UInt64) {
        vocabulary = .shared
        var generator = SeededGenerator(seed: seed)
        liking = (0..<vocabulary.count).map { _ in generator.normal() }
    }

    /// The reward without noise; finite for any text, an empty one included.
    package func reward(prompt: [Message], response: String) -> Double {
        let asked = prompt.last { $0.role == "user" }?.content ?? ""
        return reward(asked: vocabulary.tokens(of: asked), answered: vocabulary.tokens(of: response))
    }

    private func reward(asked: [Int32], answered: [Int32]) -> Double {
        let contents = answered.filter { vocabulary.classes[Int($0)].carriesContent }
        let distinct = firstAppearances(of: contents)
        let words = answered.filter { vocabulary.classes[Int($0)].isWord }.count
        let repeated = contents.isEmpty ? 0 : Double(contents.count - distinct.count) / Double(contents.count)
        let misfit = min(1, abs(Double(words) - PlaygroundRewardFunction.wantedWords) / PlaygroundRewardFunction.wantedWords)
        var raw = 1.5 * takenUp(of: asked, in: distinct)
        raw += 0.6 * liked(distinct)
        raw -= 2 * repeated
        raw -= 0.5 * misfit
        if let last = answered.last, isEnd(last) { raw += 0.5 }
        return (raw - PlaygroundRewardFunction.mean) / PlaygroundRewardFunction.spread
    }

    private func takenUp(of asked: [Int32], in answered: [Int32]) -> Double {
        let wanted = firstAppearances(of: asked.filter { vocabulary.classes[Int($0)].carriesContent })
        if wanted.isEmpty { return 0 }
        return Double(wanted.filter { answered.contains($0) }.count) / Double(wanted.count)
    }

    private func liked(_ words: [Int32]) -> Double {
        if words.isEmpty { return 0 }
        var sum = 0.0
        for word in words {
            sum += liking[Int(word)]
        }
        return sum / Double(words.count).squareRoot()
    }

    private func firstAppearances(of tokens: [Int32]) -> [Int32] {
        var seen = [Bool](repeating: false, count: vocabulary.count)
        var distinct: [Int32] = []
        for token in tokens where !seen[Int(token)] {
            seen[Int(token)] = true
            distinct.append(token)
        }
        return distinct
    }

    private func isEnd(_ token: Int32) -> Bool {
        let spelling = vocabulary.spellings[Int(token)]
        return spelling == "." || spelling == "?" || spelling == "!"
    }
}
