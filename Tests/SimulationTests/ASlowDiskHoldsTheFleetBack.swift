import Settings
import Testing

@testable import Orchestrator

/// The memory of a round is bounded: what cannot be written yet is not asked for.
@Suite struct ASlowDiskHoldsTheFleetBack {
    @Test func factsThatWaitAreBounded() throws {
        var scenario = try Scenario(number: 8, prompts: 400)
        scenario.configuration.prompts?.perRound = .all
        scenario.configuration.rounds = 1
        scenario.configuration.heldOut = nil
        var conditions = Conditions.calm
        conditions.concurrency = 60
        conditions.slots = 60
        conditions.commit = 100
        let outcome = try SimulatedRun.run(seed: 1, scenario, conditions)
        // The disk was slow enough to reach the bound, which `SimulatedRun` checks at every step.
        #expect(outcome.visits.mostWaiting >= RoundMachine.mostWaitingFacts)
        #expect(outcome.givenUp.isEmpty)
    }
}
