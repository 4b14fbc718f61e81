import TestSupport
import Testing

@Suite("A killed run ends as if nothing had happened")
struct KilledRunsEndAsIfNothingHadHappenedTests {
    /// Three rounds with evolution, held-out prompts and training.
    @Test("the quickstart, killed and resumed", .serialized, arguments: KillPoint.all)
    func killed(_ point: KillPoint) async throws {
        let base = try await Uninterrupted.at(concurrency: point.concurrency)
        let run = try await killedOnce(point, base)
        var budget = CallBudget(planned: base.planned, mostInFlight: run.mostInFlight)
        var found = try await look(run, &budget)
        var earlier = [try run.models()]
        if let second = point.second {
            let isResumable = found.isResumable
            let isKilled = try await second.kill(run, base) { try isResumable ? run.resume([], $0) : run.run([], $0) }
            #expect(isKilled, "the resumed run ended before it could be killed")
            found = try await look(run, &budget)
            earlier.append(try run.models())
        }

        // Both ways to go on; the ledger alone is not enough before the run's first commit.
        let last = try point.number.isMultiple(of: 2) && found.isResumable ? run.resume() : run.run()
        let outcome = await last.outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(Processes.mentioning(run.scratch.path).map(\.description) == [])
        let end = try run.snapshot()
        #expect(end.integrity == "ok" && end.tallyFaults == [])
        budget.ended(asked: try run.asked(), committed: end.facts)
        #expect(budget.violations == [])
        #expect(try run.sets().differences(from: base.sets) == [])
        try await expectOneTrainingARound(run, point, end, earlier)
        try await expectNothingLeftToDo(run, base)
    }

    /// Kills a fresh run at the point's first place. Commits are grouped by time, so a run may have fewer of them than another: then earlier.
    private func killedOnce(_ point: KillPoint, _ base: Uninterrupted) async throws -> Quickstart {
        for patience in [1, 0.8, 0.6, 0.4, 0.2] {
            let run = try Quickstart(concurrency: point.concurrency)
            if try await point.first.kill(run, base, patience: patience, { try run.run([], $0) }) { return run }
        }
        throw EndedBeforeItsKill()
    }

    private struct EndedBeforeItsKill: Error {}

    /// The ledger right after a kill.
    private func look(_ run: Quickstart, _ budget: inout CallBudget) async throws -> LedgerSnapshot {
        let found = try run.snapshot()
        #expect(found.integrity == "ok")
        #expect(found.tallyFaults == [])
        budget.killed(asked: try run.asked(), committed: found.facts)
        return found
    }

    /// No finished training was begun again, and none was that was not killed itself; every evolved prompt leads back to a seed.
    private func expectOneTrainingARound(
        _ run: Quickstart,
        _ point: KillPoint,
        _ end: LedgerSnapshot,
        _ earlier: [Trainings]
    ) async throws {
        let models = try run.models()
        for there in earlier { #expect(models.repeated(since: there) == []) }
        #expect(end.trainings == models.finished.sorted { $0.key < $1.key }.enumerated().map { [$0.offset + 1, $0.element.value] })
        #expect(end.trainings.count == Quickstart.rounds)
        let places = [point.first] + [point.second].compactMap { $0 }
        let spared = places.count { $0.sparesTrainers }
        let starts = try run.trainings()
        #expect(starts >= Quickstart.rounds && starts <= Quickstart.rounds + places.count - spared)
        guard Lineage.sqlite != nil else { return }
        #expect(try await Lineage.counts(of: run.path) == [end.keptRewrites, end.keptRewrites, end.keptRewrites, 0])
    }

    /// The doctor is content, and to run the finished run again asks for nothing and changes nothing.
    private func expectNothingLeftToDo(_ run: Quickstart, _ base: Uninterrupted) async throws {
        let doctor = try await run.start(["doctor", run.path]).outcome()
        #expect(doctor.exitCode == 0, "\(doctor.output)")
        let before = try run.lines()
        let again = try await run.run().outcome()
        #expect(again.exitCode == 0, "\(again.errors)")
        #expect(try run.lines() == before)
        #expect(try run.sets().differences(from: base.sets) == [])
    }
}
