package import Ledger
package import Selection

/// A selection that was made and stored.
package struct SelectionOutcome: Sendable {
    package var record: SelectionRecord
    /// Of a selection of pairs.
    package var pairs: [PairRecord] = []
    /// Of a selection of responses.
    package var choices: [ChoiceRecord] = []
    package var unpaired: [UnpairedRecord]
    package var responses: ResponseFunnel
    package var candidates = 0
    /// Nil where responses were chosen.
    package var explanation: SelectionExplanation?
    /// Nil where responses were chosen.
    package var diagnostics: SelectionDiagnostics?
    /// Nil where pairs were made.
    package var balance: MemberBalance?
    package var warnings: [String]

    /// Kept pairs, or prompts whose responses are kept.
    package var kept: Int { pairs.count { $0.kept } + choices.count { $0.kept } }

    /// Prompts that bring nothing that is kept, by reason; with those that do they are all that were planned.
    package var promptReasons: [(reason: String, count: Int)] {
        var counts: [String: Int] = [:]
        for prompt in unpaired { counts[prompt.reason, default: 0] += 1 }
        for choice in choices where !choice.kept { counts[choice.reason ?? "not_kept", default: 0] += 1 }
        let keptPrompts = Set(pairs.lazy.filter(\.kept).map(\.position))
        for pair in pairs where pair.number == 0 && !keptPrompts.contains(pair.position) {
            counts[pair.reason ?? "not_kept", default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Prompts that bring a pair or responses, and those of them that bring one that is kept.
    package var promptCounts: (chosen: Int, kept: Int) {
        let paired = pairs.count { $0.number == 0 }
        let keptPrompts = Set(pairs.lazy.filter(\.kept).map(\.position)).count
        return (paired + choices.count, keptPrompts + choices.count { $0.kept })
    }
}
