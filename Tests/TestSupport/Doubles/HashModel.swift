import Foundation

/// The doubles' language model: small, the same in every process, and exactly computable.
///
/// Tokens are bytes (a prompt is tokenised byte by byte), a few dozen whole words (what the model samples), and the two marks of a turn.
/// So the text of a response, tokenised again, never gives the sampled ids: who scores text instead of ids is found out.
/// In each place 8 tokens share most of the probability (7 words and the end of the turn), drawn by a hash of all tokens before it;
/// the rest of the vocabulary shares one per mille.
package struct HashModel: Sendable {
    package static let endOfTurn: Int32 = 0
    package static let startOfTurn: Int32 = 1
    private static let firstByte: Int32 = 2
    private static let firstWord: Int32 = 258
    private static let words: [String] = [
        " the", " of", " and", " to", " in", " is", " that", " it", " for", " was", " on", " are", " as", " with", " they", " at",
        " be", " this", " from", " have", " or", " by", " one", " had", " not", " but", " what", " all", " were", " when", " we", " there",
        " can", " an", " your", " which", " their", " said", " if", " do", " naïve", " \"quoted\"", " back\\slash", ".\n", ",", "!", "?",
        ";",
        " 1", " 2", " 3", " 4", " 5", " 6", " 7", " 8", " 日本", " 🎲", " <b>", " {prompt}", "\t", " é", ":", ".",
    ]
    static let vocabulary: Int32 = 258 + 64
    /// Probability outside the 8 candidates.
    private static let rest = 0.001

    private let start: HashState

    /// The weights are drawn from `name` and `version`.
    package init(name: String, version: Int = 0) {
        var hash = HashState(UInt64(version))
        hash.absorb(name.utf8)
        start = hash
    }

    /// Tokens of a conversation in the model's template.
    package static func tokens(of messages: [(role: String, content: String)], generationPrompt: Bool) -> [Int32] {
        var ids: [Int32] = []
        for message in messages {
            ids.append(startOfTurn)
            ids += "\(message.role)\n\(message.content)".utf8.map { firstByte + Int32($0) }
            ids.append(endOfTurn)
        }
        if generationPrompt {
            ids.append(startOfTurn)
            ids += "assistant\n".utf8.map { firstByte + Int32($0) }
        }
        return ids
    }

    /// The text of `ids`; marks are left out where `skippingMarks`.
    package static func text(of ids: some Sequence<Int32>, skippingMarks: Bool) -> String {
        var bytes: [UInt8] = []
        for id in ids {
            switch id {
            case endOfTurn, startOfTurn:
                if !skippingMarks { bytes += (id == endOfTurn ? "<|end|>" : "<|start|>").utf8 }
            case ..<firstWord:
                bytes.append(UInt8(id - firstByte))
            default:
                bytes += words[Int(id - firstWord)].utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Draws one response. `logprobs` are of temperature 1, or after `temperature` where `processed`.
    package func sample(
        after prompt: [Int32],
        seed: Int64,
        temperature: Double,
        maxTokens: Int,
        processed: Bool = false
    ) -> (ids: [Int32], logprobs: [Double], stopped: Bool) {
        var state = state(after: prompt)
        let noise = HashState(UInt64(bitPattern: seed))
        var ids: [Int32] = []
        var logprobs: [Double] = []
        while ids.count < maxTokens {
            let place = Place(state)
            let id = place.draw(noise.derived(UInt64(ids.count)).fraction, temperature)
            ids.append(id)
            logprobs.append(place.logprob(id, processed && temperature > 0 ? temperature : 1))
            if id == Self.endOfTurn { return (ids, logprobs, true) }
            state.absorb(UInt64(id))
        }
        return (ids, logprobs, false)
    }

    /// Log-prob of every token but the first, at temperature 1.
    package func logprobs(of ids: [Int32], from first: Int = 1) -> [Double] {
        var state = state(after: ids[..<first])
        return ids[first...].map { id in
            defer { state.absorb(UInt64(id)) }
            return Place(state).logprob(id, 1)
        }
    }

    /// The reward model's score of a conversation, in -10 ..< 10.
    package func reward(of text: String) -> Double {
        var hash = start
        hash.absorb(text.utf8)
        return hash.fraction * 20 - 10
    }

    private func state(after ids: some Sequence<Int32>) -> HashState {
        var state = start
        for id in ids { state.absorb(UInt64(id)) }
        return state
    }

    /// The next token's distribution.
    private struct Place {
        private var ids: [Int32] = [endOfTurn]
        private var logits: [Double] = [1]

        init(_ state: HashState) {
            let first = state.value & 63
            let stride = (state.value >> 6) & 63 | 1
            for index in 0..<7 as Range<UInt64> {
                ids.append(firstWord + Int32((first &+ index &* stride) & 63))
                logits.append(state.derived(index).fraction * 4 - 0.5)
            }
        }

        func draw(_ fraction: Double, _ temperature: Double) -> Int32 {
            guard temperature > 0 else {
                let best = logits.indices.max { logits[$0] < logits[$1] }
                return ids[best ?? 0]
            }
            let weights = logits.map { exp($0 / temperature) }
            var left = fraction * weights.reduce(0, +)
            for (id, weight) in zip(ids, weights) {
                left -= weight
                if left < 0 { return id }
            }
            return ids[ids.count - 1]
        }

        func logprob(_ id: Int32, _ temperature: Double) -> Double {
            let floor = rest / Double(vocabulary)
            guard let index = ids.firstIndex(of: id) else { return log(floor) }
            let weights = logits.map { exp($0 / temperature) }
            return log((1 - rest) * weights[index] / weights.reduce(0, +) + floor)
        }
    }
}
