import TestSupport
import Testing
import Transport

@testable import Orchestrator

/// Batches through libcurl and a server on 127.0.0.1.
@Suite struct BatchesOverSocketsTests {
    @Test func aStageIsAnswered() async throws {
        let world = try BatchWorld()
        world.double.add(.createdUnheard)
        world.double.add(.truncatedFile)
        let address = try await world.double.start()
        let transport = try HTTPClient()
        let end = try await world.service(transport: transport, address: address).answer()
        transport.shutdown()
        await world.double.stop()
        #expect(end == .complete)
        #expect(try world.faults() == [])
    }
}
