import Inference
import Ledger
import TestSupport
import Testing
import Transport

@testable import Orchestrator

/// A stage answered by batches holds the facts that live requests would have brought.
@Suite struct BatchesOfAStageTests {
    @Test func everyResponseIsThereWithItsSeed() async throws {
        let world = try BatchWorld()
        #expect(try await world.service().answer() == .complete)
        #expect(try world.responses() == world.wanted)
        #expect(try world.faults().isEmpty)
        let sources = try world.all("SELECT DISTINCT endpoint, latency_ms, finish_reason IN ('stop', 'length') FROM v_response")
        #expect(sources == ["http://provider/v1|NULL|1"])
        let batches = try world.all("SELECT id, lines, status, completed FROM batch")
        #expect(batches == ["1|2|completed|2", "2|2|completed|2", "3|1|completed|1"])
        #expect(world.notices.contains { $0.contains("batch 1: 2 requests to policy sent as batch_") })
    }

    @Test func aFinishedStageAsksNothing() async throws {
        let world = try BatchWorld()
        #expect(try await world.service().answer() == .complete)
        let before = world.double.book.requests
        #expect(try await world.service().answer() == .complete)
        #expect(world.double.book.requests == before)
    }

    @Test func namesSayWhatALineAsksFor() async throws {
        let world = try BatchWorld(prompts: 2, samples: 3)
        try world.ledger.commit([Script.responses(1, [1])[0]], round: 1)
        _ = try await world.service().answer()
        let names = try world.all("SELECT custom_id FROM batch_item ORDER BY batch, position")
        #expect(names == ["r1-base-p1-s0-n1", "r1-base-p1-s2-n1", "r1-base-p2-s0-n3"])
    }

    @Test func aFileIsWholeAndHoldsOneModel() async throws {
        let world = try BatchWorld()
        var limits = BatchWorld.limits
        limits.lines = 50_000
        #expect(try await world.service(limits: limits).answer() == .complete)
        let file = try #require(WholeFile.read(world.scratch.path + "/batches/001.jsonl"))
        #expect(try world.all("SELECT bytes, lines FROM batch") == ["\(file.count)|5"])
        #expect(String(decoding: file, as: UTF8.self).split(separator: "\n").allSatisfy { $0.contains(#""model":"policy""#) })
    }

    @Test func filesEndAtTheirLimits() async throws {
        let world = try BatchWorld()
        var limits = BatchWorld.limits
        limits.bytes = 1
        #expect(try await world.service(limits: limits).answer() == .complete)
        #expect(try world.all("SELECT count(*), max(lines) FROM batch") == ["5|1"])
        let other = try BatchWorld()
        limits = BatchWorld.limits
        limits.lines = 100
        limits.replyBytes = 3 * (3 * 12 * 8 + 1024)
        #expect(try await other.service(limits: limits).answer() == .complete)
        #expect(try other.all("SELECT lines FROM batch") == ["3", "2"])
    }

    @Test func aRefusedFieldIsLeftOutOfTheNextBatchForGood() async throws {
        var options = BatchDouble.Options()
        options.chat.refusedFields = ["seed", "presence_penalty"]
        let world = try BatchWorld(prompts: 2, samples: 1, options)
        // Without its seed the double draws other texts.
        #expect(try await world.service().answer() == .complete)
        #expect(try world.all("SELECT left_out FROM batch") == ["", "presence_penalty", "presence_penalty,seed"])
        #expect(try world.all("SELECT DISTINCT attempt FROM batch_item") == ["1"])
        #expect(try world.responses().count == 2)
    }

    @Test func aServerOfOneChoiceIsAskedForOneAtATime() async throws {
        var options = BatchDouble.Options()
        options.chat.ignoresCount = true
        let world = try BatchWorld(prompts: 2, samples: 3, options)
        #expect(try await world.service().answer() == .complete)
        #expect(try world.responses() == world.wanted)
        #expect(try world.all("SELECT custom_id FROM batch_item WHERE batch = 2") == ["r1-base-p1-s1-n1", "r1-base-p1-s2-n1"])
    }

    @Test func whatSomebodyElseAnsweredMeanwhileIsNotRecordedTwice() async throws {
        let world = try BatchWorld(prompts: 1, samples: 2)
        world.double.setLooks(1000)
        let control = RunControl()
        let transport = FakeTransport { request throws(HTTPFailure) in
            if request.url.contains("/batches/") { control.drain() }
            return try await world.transport(nil).send(request)
        }
        #expect(try await world.service(control: control, transport: transport).answer() == .interrupted)
        try world.ledger.commit(Script.responses(1, [1]), round: 1)
        world.double.setLooks(1)
        #expect(try await world.service().answer() == .complete)
        #expect(try world.all("SELECT sample, model FROM v_response ORDER BY 1") == ["0|policy", "1|m"])
        #expect(try world.ledger.tallyFaults().isEmpty)
    }

    @Test func aDrainLeavesBatchesRunningAndSaysSo() async throws {
        let world = try BatchWorld()
        world.double.setLooks(1000)
        let control = RunControl()
        let transport = FakeTransport { request throws(HTTPFailure) in
            if request.url.contains("/batches/") { control.drain() }
            return try await world.transport(nil).send(request)
        }
        #expect(try await world.service(control: control, transport: transport).answer() == .interrupted)
        #expect(world.notices.last?.hasPrefix("3 batches go on at provider (5 requests): resume") == true)
        world.double.setLooks(1)
        #expect(try await world.service().answer() == .complete)
        #expect(world.double.book.batches.count == 3)
        #expect(try world.faults().isEmpty)
    }
}
