import Ledger
import Testing

@testable import Orchestrator

/// What a round does next, by what the ledger holds of it.
@Suite struct TheNextStepOfARoundTests {
    /// Where a round stands, in one line: `planned base +parents selected base closed trained …`.
    private func standing(_ round: Int = 1, planned: [Phase] = [], selected: [Phase] = []) -> RoundStanding {
        var standing = RoundStanding(round: round)
        standing.isPlanned = !planned.isEmpty
        standing.planned = Set(planned)
        standing.selected = Set(selected)
        return standing
    }

    private func shape(_ evolution: RoundShape.Evolution) -> RoundShape {
        RoundShape(evolution: evolution, trains: false, hasHeldOut: false, evaluates: false)
    }

    private static let withoutEvolution: [([Phase], [Phase], RoundStep)] = [
        ([], [], .plan),
        ([.base], [], .answer(.base)),
        ([.base], [.base], .close),
    ]

    @Test(arguments: withoutEvolution)
    func withoutEvolutionItIsAskedAndClosed(_ planned: [Phase], _ selected: [Phase], _ step: RoundStep) {
        #expect(RoundStep.next(standing(planned: planned, selected: selected), shape(.none)) == step)
    }

    private static let withinRound: [([Phase], [Phase], RoundStep)] = [
        ([], [], .plan),
        ([.base], [], .answer(.base)),
        ([.base], [.base], .planParents),
        ([.base, .parents], [.base], .rewrite(into: .evolved)),
        ([.base, .parents, .evolved], [.base], .answer(.evolved)),
        ([.base, .parents, .evolved], [.base, .evolved], .close),
    ]

    @Test(arguments: withinRound)
    func rewritesWithinTheRoundFollowItsSelection(_ planned: [Phase], _ selected: [Phase], _ step: RoundStep) {
        #expect(RoundStep.next(standing(planned: planned, selected: selected), shape(.withinRound)) == step)
    }

    private static let everything: [([Phase], [Phase], RoundStep)] = [
        ([], [], .plan),
        ([.base, .parents], [], .answer(.base)),
        ([.base, .parents], [.base], .rewrite(into: .evolved)),
        // A kill between the two transactions of planning.
        ([.base], [], .answer(.base)),
        ([.base], [.base], .planParents),
        ([.base, .parents, .evolved], [.base], .answer(.evolved)),
        ([.base, .parents, .evolved], [.base, .evolved], .close),
    ]

    @Test(arguments: everything)
    func whereAllIsRewrittenTheParentsArePlannedWithTheRound(_ planned: [Phase], _ selected: [Phase], _ step: RoundStep) {
        #expect(RoundStep.next(standing(planned: planned, selected: selected), shape(.everything)) == step)
    }

    private static let betweenRounds: [([Phase], [Phase], RoundStep)] = [
        ([], [], .plan),
        ([.parents], [], .rewrite(into: .base)),
        ([.parents, .base], [], .answer(.base)),
        ([.parents, .base], [.base], .close),
        // The first round has no round before it to rewrite.
        ([.base], [], .answer(.base)),
        ([.base], [.base], .close),
    ]

    @Test(arguments: betweenRounds)
    func rewritesBetweenRoundsOpenTheRound(_ planned: [Phase], _ selected: [Phase], _ step: RoundStep) {
        #expect(RoundStep.next(standing(2, planned: planned, selected: selected), shape(.betweenRounds)) == step)
    }

    /// What a closed round with trainer, held-out prompts and evaluation still lacks.
    private struct Learning {
        var round = 1
        var trained = false
        var measured: Set<Phase> = []
        var evaluated = false
        var hasSuccessor = false
        var trains = true
        var hasHeldOut = true
        var evaluates = true
        var step: RoundStep
    }

    private static let learning: [Learning] = [
        Learning(step: .measure(.baseline)),
        Learning(measured: [.baseline], step: .train),
        Learning(round: 2, step: .train),
        Learning(hasHeldOut: false, step: .train),
        Learning(trained: true, measured: [.baseline], step: .measure(.heldOut)),
        Learning(trained: true, step: .measure(.heldOut)),
        Learning(trained: true, measured: [.baseline, .heldOut], step: .evaluate),
        Learning(trained: true, hasHeldOut: false, step: .evaluate),
        Learning(trained: true, measured: [.baseline, .heldOut], evaluated: true, step: .done),
        Learning(trained: true, measured: [.baseline, .heldOut], evaluates: false, step: .done),
        Learning(trains: false, step: .done),
        Learning(hasSuccessor: true, step: .done),
        Learning(trained: true, hasSuccessor: true, step: .done),
    ]

    @Test(arguments: learning.indices)
    func aClosedRoundIsTrainedMeasuredAndEvaluated(_ index: Int) {
        let row = Self.learning[index]
        var standing = standing(row.round, planned: [.base], selected: [.base])
        standing.isClosed = true
        standing.isTrained = row.trained
        standing.measured = row.measured
        standing.isEvaluated = row.evaluated
        standing.hasSuccessor = row.hasSuccessor
        let shape = RoundShape(evolution: .none, trains: row.trains, hasHeldOut: row.hasHeldOut, evaluates: row.evaluates)
        #expect(RoundStep.next(standing, shape) == row.step, "row \(index)")
    }

    @Test func whatEvolutionSaysLaterOpensNoClosedRound() {
        var standing = standing(planned: [.base], selected: [.base])
        standing.isClosed = true
        for evolution in [RoundShape.Evolution.withinRound, .everything, .betweenRounds] {
            #expect(RoundStep.next(standing, shape(evolution)) == .done)
        }
    }
}
