import Testing

/// The same promises notice bugs that were put in by hand: a simulation that cannot fail proves nothing.
@Suite struct HandMadeBugsAreCaught {
    @Test(arguments: [
        (Mutant.recordsBeforeCommit, "not recorded"),
        (Mutant.losesRetries, "stands still"),
        (Mutant.losesTheRest, "not recorded"),
        (Mutant.shiftsSeeds, "the fault-free run"),
        (Mutant.settlesByArrival, "other prompts are planned than in the fault-free run"),
        (Mutant.leaksHeldOut, "held-out prompt"),
        (Mutant.choosesParentsEarly, "rewrites the prompts"),
        (Mutant.measuresOldWeights, "were measured otherwise"),
    ])
    func withinThirtySeeds(_ mutant: Mutant, symptom: String) {
        var complaint = "nothing was noticed"
        for seed in 1...30 {
            do {
                _ = try Simulation.step(seed, mutant: mutant)
            } catch {
                complaint = error.description
                break
            }
        }
        #expect(complaint.contains(symptom))
    }
}
