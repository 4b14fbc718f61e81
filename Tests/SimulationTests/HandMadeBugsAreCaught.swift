import Testing

/// The same promises notice bugs that were put in by hand: a simulation that cannot fail proves nothing.
@Suite struct HandMadeBugsAreCaught {
    @Test(arguments: Mutant.allCases)
    func withinThirtySeeds(_ mutant: Mutant) {
        let caught = (1...30).first { seed in
            do {
                _ = try Simulation.step(seed, mutant: mutant)
                return false
            } catch {
                return true
            }
        }
        #expect(caught != nil, "\(mutant) went unnoticed")
    }
}
