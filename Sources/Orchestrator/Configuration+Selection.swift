package import Ledger
import Selection
package import Settings

extension Configuration {
    /// The selection a round makes of its own accord. Throws `RunError` with a caret where an expression is wrong.
    ///
    /// - Parameter name: another name than the phase's stands for a selection beside the round's own.
    package func selectionRequest(
        round: Int,
        phase: Phase = .base,
        name: String? = nil
    ) throws(RunError) -> SelectionRequest {
        SelectionRequest(
            round: round,
            phase: phase,
            name: name ?? phase.rawValue,
            reward: selection.reward,
            pairing: Selection.Pairing(rawValue: selection.pairing.rawValue) ?? .allPairs,
            implicitReward: Selection.ImplicitReward(rawValue: selection.implicitReward.rawValue) ?? .meanLogprob,
            beta: selection.beta,
            score: try Self.expression("selection.score", selection.score) { text throws(ExpressionError) in
                try ScoreExpression.parse(text)
            },
            filter: try selection.filter.map { text throws(RunError) in
                try Self.expression("selection.where", text) { text throws(ExpressionError) in try FilterExpression.parse(text) }
            },
            keep: name == nil ? keep(in: phase) : selection.keep.rule,
            excludesTruncated: selection.guards.dropsTruncated,
            requiresLogprobs: policy.logprobs != .none,
            sources: policy.logprobs == .sampled ? [.sampled] : [.given, .imported],
            samples: policy.samples,
            runSeed: seed
        )
    }

    /// What the round's own selection of a phase keeps, and thereby emits.
    private func keep(in phase: Phase) -> Keep {
        if phase == .evolved { return evolution?.keep.rule ?? selection.keep.rule }
        return emit.base == .all ? .ratio(1) : selection.keep.rule
    }

    private static func expression<Expression>(
        _ key: String,
        _ text: String,
        _ parse: (String) throws(ExpressionError) -> Expression
    ) throws(RunError) -> Expression {
        do {
            return try parse(text)
        } catch {
            throw RunError(.input, "\(key): \(error)")
        }
    }
}

extension KeepRule {
    /// The selection room's form of it.
    var rule: Keep {
        switch self {
        case .ratio(let ratio): .ratio(ratio)
        case .count(let count): .count(count)
        case .threshold(let threshold): .threshold(threshold, inclusive: false)
        }
    }
}
