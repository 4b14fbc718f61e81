package import Ledger

/// The next thing a round needs, decided from what the ledger holds of it: repeating the decision after a crash at any instant leads to
/// the same step.
///
///     plan -> [rewrite last round's best ->] answers -> selection `base` -> [rewrites -> evolved answers -> selection `evolved`]
///          -> training sets, closed -> [baseline ->] training -> [held-out answers -> evaluation ->] done
package enum RoundStep: Sendable, Hashable {
    /// Choose the prompts of the round's first phase.
    case plan
    /// Choose the parents among the prompts just answered.
    case planParents
    /// Rewrite the parents, then settle which rewrites become prompts of this phase.
    case rewrite(into: Phase)
    /// Answer the prompts of this phase and select from the answers.
    case answer(Phase)
    /// Write the training sets and close the round.
    case close
    /// Answer the held-out prompts in this phase and record their mean reward.
    case measure(Phase)
    /// Have the trainer make new weights.
    case train
    /// Run the evaluation command on the new weights.
    case evaluate
    case done
}

extension RoundStep {
    package static func next(_ standing: RoundStanding, _ shape: RoundShape) -> RoundStep {
        guard standing.isPlanned else { return .plan }
        if !standing.isClosed { return beforeClosing(standing, shape) }
        guard shape.trains, !standing.hasSuccessor else { return .done }
        if !standing.isTrained {
            let needsBaseline = shape.hasHeldOut && standing.round == 1 && !standing.measured.contains(.baseline)
            return needsBaseline ? .measure(.baseline) : .train
        }
        if shape.hasHeldOut, !standing.measured.contains(.heldOut) { return .measure(.heldOut) }
        if shape.evaluates, !standing.isEvaluated { return .evaluate }
        return .done
    }

    private static func beforeClosing(_ standing: RoundStanding, _ shape: RoundShape) -> RoundStep {
        // Where rewrites open the round, its base prompts are planned when they are settled.
        if !standing.planned.contains(.base) { return .rewrite(into: .base) }
        if !standing.selected.contains(.base) { return .answer(.base) }
        if shape.evolution == .withinRound || shape.evolution == .everything {
            if !standing.planned.contains(.parents) { return .planParents }
            if !standing.planned.contains(.evolved) { return .rewrite(into: .evolved) }
            if !standing.selected.contains(.evolved) { return .answer(.evolved) }
        }
        return .close
    }
}
