import Foundation
import Testing

@testable import Ledger

/// Vectors of responses: only those that are missing are asked for, several a request, and they are read back bit by bit.
@Suite struct EmbeddingsTests {
    private func embedding(_ response: Int64, _ vector: [Float]) -> Fact {
        .embedding(EmbeddingFact(responseID: response, model: "vectors", vector: vector))
    }

    private func pending(_ book: Book, batch: Int = 2, after cursor: Int64 = 0, limit: Int = 100) throws -> WorkPage<EmbeddingWork> {
        try book.ledger.pendingEmbeddings(round: 1, model: "vectors", batch: batch, after: cursor, limit: limit)
    }

    @Test func aVectorIsLittleEndianFloats() throws {
        let book = try Book()
        try book.respond(1, [0])
        try book.ledger.commit([embedding(1, [1, -0.5, 3.25])], round: 1)
        #expect(
            try book.all("SELECT round, phase, prompt_id, sample, model, dimension, hex(vector) FROM v_embedding")
                == ["1|base|1|0|vectors|3|0000803F000000BF00005040"]
        )
        #expect(try book.ledger.embeddings(round: 1, phase: .base, model: "vectors") == [1: [1, -0.5, 3.25]])
        #expect(try book.ledger.embeddings(round: 1, phase: .base, model: "other").isEmpty)
        #expect(try book.ledger.embeddings(round: 2, phase: .base, model: "vectors").isEmpty)
        #expect(try book.ledger.tally().contains(TallyEntry(round: 1, kind: "embedding", reason: "vectors", count: 1)))
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func whatIsMissingIsAskedForInBatchesOfAnyPrompts() throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        try book.respond(2, [0], text: " \n")
        try book.respond(3, [0, 1, 2])
        try book.ledger.commit([embedding(2, [1]), Book.failure("embed", 3, 1, response: 5)], round: 1)
        let page = try pending(book)
        #expect(page.work.map { $0.responses.map(\.id) } == [[1, 4], [6]])
        #expect(page.work[0].responses.map(\.promptID) == [1, 3] && page.exhausted)
        let first = try pending(book, limit: 1)
        #expect(first.work.map { $0.responses.map(\.id) } == [[1]] && !first.exhausted)
        #expect(try pending(book, after: first.cursor).work.map { $0.responses.map(\.id) } == [[4, 6]])
    }

    @Test(arguments: [[Float](), [1, .nan], [.infinity]])
    func aVectorIsFiniteAndNotEmpty(vector: [Float]) throws {
        let book = try Book()
        try book.respond(1, [0])
        #expect(throws: (any Error).self) { try book.ledger.commit([embedding(1, vector)], round: 1) }
        #expect(try book.ledger.tallyFaults().isEmpty)
    }
}
