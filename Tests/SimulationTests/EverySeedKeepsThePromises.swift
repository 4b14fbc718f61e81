import Testing

/// Whatever fails and whenever the process is killed: every fact once, none lost, the same training sets.
@Suite struct EverySeedKeepsThePromises {
    @Test(arguments: Simulation.chunks)
    func noFactIsLostOrLearnedTwiceAndTheSetsAreTheSame(_ seeds: ClosedRange<Int>) throws {
        var visits = Visits()
        for seed in seeds { visits = visits + (try Simulation.step(seed)) }
        guard seeds.count >= 50 else { return }
        #expect(visits.compared >= 25, "too few seeds can be compared with a fault-free run")
        #expect(visits.gaveUp > 0)
        #expect(visits.failures > 100)
        #expect(visits.crashes > 10)
        #expect(visits.drains > 0)
        #expect(visits.crashesBetweenSteps > 10)
        #expect(visits.parents > 0)
        #expect(visits.evolved > 0)
        #expect(visits.mixes > 0)
        #expect(visits.comparisons > 100)
        #expect(visits.vectors > 100)
        #expect(visits.decisions > 100)
    }

    /// A simulation in which nothing ever goes wrong would prove nothing.
    @Test func theWorldIsRoughEnough() throws {
        var visits = Visits()
        for seed in 1_000_001...1_000_040 { visits = visits + (try Simulation.step(seed)) }
        #expect(visits.crashesAfterCommit > 0)
        #expect(visits.crashesBeforeCommit > 0)
        #expect(visits.cancels > 0)
        #expect(visits.failedShares > 0)
        #expect(visits.waits > 0)
        #expect(visits.revivals > 0)
        #expect(visits.hedges > 0)
        #expect(visits.partials > 0)
        #expect(visits.joined > 0)
        #expect(visits.left > 0)
        #expect(visits.notices > 0)
    }

    @Test func mostScenariosKeepPairsInAllRounds() throws {
        #expect(Simulation.references.count == Scenario.count)
        let full = try Simulation.references.map { try $0.get() }.count { $0.pairs.count >= 2 && $0.pairs.allSatisfy { !$0.isEmpty } }
        #expect(full >= Scenario.count / 2)
    }
}
