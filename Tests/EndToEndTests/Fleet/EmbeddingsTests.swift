import TestSupport
import Testing

@Suite("A server of embeddings is looked at")
struct EmbeddingsTests {
    @Test("doctor says how many dimensions vectors have, and what is wrong")
    func doctor() async throws {
        let place = try Workplace()
        let double = TEIDouble()
        let address = try await double.server.start()
        let section = "\nembeddings: {backend: tei, endpoints: [\(address)], model: someone/rm}\n"
        try place.write("config.yaml", Settings.playground + section)
        let right = try await place.selfplay("doctor", "config.yaml")
        #expect(right.exitCode == 0 && right.output.contains("4 dimensions"), "\(right.output)")
        await double.server.stop()
        let gone = try await place.selfplay("doctor", "config.yaml")
        #expect(gone.exitCode == 2 && gone.output.contains("no whole reply"), "\(gone.output)")
    }
}
