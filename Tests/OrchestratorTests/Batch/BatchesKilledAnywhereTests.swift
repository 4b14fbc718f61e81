import TestSupport
import Testing

@testable import Orchestrator

/// A run that is killed at any point of its batches ends as if nothing had happened: every line answered once, none paid twice.
@Suite struct BatchesKilledAnywhereTests {
    static let scenarios: [[BatchFault]] = [
        [], [.uploadFails], [.createdUnheard], [.creationFails], [.enqueuedLimit], [.enqueuedLimitLater], [.expired], [.truncatedFile],
        [.htmlFile], [.duplicateLines, .unknownNames], [.lateFileNames], [.failedLines], [.overloadedLines, .createdUnheard],
    ]

    @Test(arguments: scenarios)
    func itGoesOnFromEveryPoint(_ faults: [BatchFault]) async throws {
        let points = try await end(faults, killedAt: nil)
        #expect(points > 20)
        for point in 1...points { _ = try await end(faults, killedAt: point) }
    }

    /// Killed again and again, at points that follow from the seed.
    @Test(arguments: 1...30)
    func itGetsThroughWhateverOftenItIsKilled(_ seed: UInt64) async throws {
        let world = try BatchWorld()
        var state = seed
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for fault in Self.scenarios[draw(Self.scenarios.count)] + Self.scenarios[draw(Self.scenarios.count)] { world.double.add(fault) }
        for _ in 0..<12 where try await world.live(until: 1 + draw(25)).end != nil { break }
        #expect(try await world.live().end == .complete)
        #expect(try world.faults().isEmpty)
        await world.bury()
    }

    /// Lives until the stage is complete; the first life ends at a point. Returns the points of the first life.
    private func end(_ faults: [BatchFault], killedAt point: Int?) async throws -> Int {
        let world = try BatchWorld(prompts: 3, samples: 2)
        for fault in faults { world.double.add(fault) }
        let first = try await world.live(until: point)
        if first.end == nil { #expect(try await world.live().end == .complete, "killed at \(point ?? 0)") }
        let wrong = try world.faults()
        #expect(wrong.isEmpty, "killed at \(point ?? 0): \(wrong)")
        await world.bury()
        return first.points
    }
}
