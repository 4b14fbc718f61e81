import Inference
import Ledger
import Platform
import Scheduling
import TestSupport
import Testing
import Transport

@testable import Orchestrator

/// What providers do with batches, and what becomes of it.
@Suite struct BatchesThatGoWrongTests {
    @Test(arguments: [
        BatchFault.uploadFails, .createdUnheard, .creationFails, .enqueuedLimit, .enqueuedLimitLater, .expired, .truncatedFile, .htmlFile,
        .duplicateLines, .unknownNames, .lateFileNames, .overloadedLines, .failedLines, .failedLinesOtherTypes, .statusZero,
    ])
    func itIsGotOver(_ fault: BatchFault) async throws {
        let world = try BatchWorld()
        world.double.add(fault, times: 2)
        #expect(try await world.service().answer() == .complete)
        #expect(try world.faults() == [])
    }

    @Test func aLostLineIsAskedForAgain() async throws {
        let world = try BatchWorld()
        world.double.add(.missingLine)
        #expect(try await world.service().answer() == .complete)
        #expect(try world.faults(paysTwice: true) == [])
        #expect(try world.all("SELECT outcome, count(*) FROM v_batch_item GROUP BY 1") == ["answered|5", "failed:server_error|1"])
    }

    @Test func aFileThatWasRefusedStopsTheRunWithTheServersWords() async throws {
        let world = try BatchWorld()
        world.double.add(.invalidFile)
        let reason = try #require(try await world.service().answer().reason)
        #expect(reason.contains("refused batch 1") && reason.contains("line 1: Invalid value: 'GET'."))
        #expect(try world.all("SELECT count(*) FROM response") != ["0"] || world.double.book.batches.count >= 1)
        #expect(try await world.service().answer() == .complete)
        #expect(try world.faults() == [])
    }

    @Test func aBatchSomebodyCancelledStopsTheRunAndKeepsItsAnswers() async throws {
        let world = try BatchWorld(prompts: 4, samples: 2)
        var limits = BatchWorld.limits
        limits.lines = 10
        world.double.add(.cancelled)
        let reason = try #require(try await world.service(limits: limits).answer().reason)
        #expect(reason.contains("was cancelled"))
        #expect(try world.all("SELECT count(*) FROM response") == ["4"])
        #expect(try await world.service(limits: limits).answer() == .complete)
        #expect(try world.faults() == [])
    }

    @Test func aFullProviderIsToldOfOnce() async throws {
        let world = try BatchWorld()
        world.double.add(.enqueuedLimit, times: 20)
        #expect(try await world.service().answer() == .complete)
        #expect(world.notices.filter { $0.contains("has to wait") }.count == 1)
        #expect(world.notices.contains { $0.contains("Enqueued token limit reached for policy. Limit: 90,000") })
        #expect(world.now > 1_790_000_600)
    }

    @Test func aFileTooLargeForTheProviderIsCutWhenTheLimitsAre() async throws {
        let world = try BatchWorld()
        var limits = BatchWorld.limits
        limits.lines = 5
        world.double.add(.enqueuedLimit, times: 1000)
        #expect(try await world.live(until: 40, limits: limits).end == nil)
        limits.lines = 2
        #expect(try world.all("SELECT lines FROM batch WHERE collected_at IS NULL") == ["5"])
        let control = RunControl()
        let transport = FakeTransport { request throws(HTTPFailure) in
            if world.double.book.requests["POST v1/files", default: 0] > 1 { control.drain() }
            return try await world.transport(nil).send(request)
        }
        #expect(try await world.service(limits: limits, control: control, transport: transport).answer() == .interrupted)
        #expect(try world.all("SELECT lines FROM batch WHERE collected_at IS NULL") == ["2"])
        await world.bury()
    }

    @Test func linesThatFailAgainAndAgainAreGivenUpAsLiveOnes() async throws {
        let world = try BatchWorld(prompts: 2, samples: 2)
        world.double.add(.statusZero, times: 1000)
        #expect(try await world.service().answer() == .complete)
        // Three times together, then three times alone.
        #expect(
            try world.all("SELECT prompt_id, sample, attempts, reason FROM v_failure ORDER BY 1, 2") == [
                "1|0|3|server_error", "1|1|3|server_error", "2|0|3|server_error", "2|1|3|server_error",
            ]
        )
        #expect(try world.all("SELECT outcome, count(*) FROM v_batch_item GROUP BY 1") == ["failed:server_error|16", "split|2"])
        #expect(try world.ledger.tallyFaults().isEmpty)
    }

    @Test func tooManyGivenUpStopTheRun() async throws {
        let world = try BatchWorld(prompts: 4, samples: 2)
        world.double.add(.rejectedLines, times: 1)
        var limits = BatchWorld.limits
        limits.failedShare = 0.1
        let reason = try #require(try await world.service(limits: limits).answer().reason)
        #expect(reason.contains("2 of 8 items of stage sample were given up, more than limits.failed_share 0.1"))
        #expect(try world.all("SELECT reason, count(*) FROM v_failure GROUP BY 1") == ["rejected|2"])
    }

    @Test func answersThatStayUnreadableStopTheRunAndAreReadLater() async throws {
        let world = try BatchWorld(prompts: 2)
        world.double.add(.htmlFile, times: 5)
        let reason = try #require(try await world.service().answer().reason)
        #expect(reason.contains("the answers to batch 1") && reason.contains("cannot be read"))
        #expect(try await world.service().answer() == .complete)
        #expect(world.double.book.batches.count == 1)
        #expect(try world.faults() == [])
    }

    @Test func aSilentProviderStopsTheRunAfterTheWait() async throws {
        let world = try BatchWorld()
        world.double.add(.uploadFails, times: 1000)
        let reason = try #require(try await world.service().answer().reason)
        #expect(reason.contains("waited 300 s: limits.wait_for_backend"))
        #expect(world.now > 1_790_000_300 && world.now < 1_790_000_500)
    }

    @Test func aWrongKeyStopsAtOnce() async throws {
        var options = BatchDouble.Options()
        options.chat.apiKey = "sk-1"
        let world = try BatchWorld(options)
        #expect(try await world.service().answer().reason?.contains("asks for a key") == true)
        #expect(world.now == 1_790_000_000)
    }

    @Test func aBatchIsFoundOnLaterPagesAndOthersAreLeftAlone() async throws {
        var options = BatchDouble.Options()
        options.pageSize = 3
        // Killed after the batch was started and before that was recorded: request 2's effect is the fourth or fifth point.
        var found = false
        for point in 1...12 where !found {
            let world = try BatchWorld(prompts: 1, options)
            _ = try await world.live(until: point)
            guard world.double.book.batches.count == 1, try world.all("SELECT batch_id FROM batch") == ["NULL"] else { continue }
            found = true
            world.double.addForeignBatches(8, metadata: ["selfplay_run": "another"])
            #expect(try await world.live().end == .complete)
            #expect(world.double.book.batches.filter { !$0.metadata.isEmpty && $0.metadata["selfplay_run"] != "another" }.count == 1)
            #expect(world.double.book.requests["GET v1/batches", default: 0] >= 3)
            #expect(world.double.book.paid.values.allSatisfy { $0 == 1 })
            await world.bury()
        }
        #expect(found)
    }

    @Test func aFileThatWasTamperedWithIsWrittenAgain() async throws {
        let world = try BatchWorld(prompts: 1)
        world.double.add(.uploadFails, times: 1)
        for point in 1...3 where try world.all("SELECT id FROM batch").isEmpty { _ = try await world.live(until: 1 + point) }
        #expect(try world.all("SELECT file_id FROM batch") == ["NULL"])
        try SmallFile.write(Array("something else".utf8), to: world.scratch.path + "/batches/001.jsonl")
        #expect(try await world.service().answer() == .complete)
        #expect(try world.all("SELECT id, lines, batch_id IS NULL FROM batch") == ["1|1|1", "2|1|0"])
        #expect(try world.responses() == world.wanted)
        await world.bury()
    }
}
