import Foundation
import JSONCursor
import Testing

@Suite("The cursor agrees with JSONDecoder")
struct CursorAgreesWithFoundationTests {
    @Test func `on random documents, in every field and every bit`() throws {
        var documents = RandomDocuments(random: Random(seed: 11))
        for _ in 0..<1500 {
            let document = documents.next()
            let ours = FoundationTree(try JSONValue(parsing: document))
            if !agrees(ours, document) { Issue.record("they differ on \(String(decoding: document, as: UTF8.self))") }
            if fault(document) != nil { Issue.record("skip refuses \(String(decoding: document, as: UTF8.self))") }
        }
    }

    @Test func `on what both accept of damaged documents, and accepts nothing that Foundation takes for malformed`() {
        var documents = RandomDocuments(random: Random(seed: 12))
        var accepted = 0
        for _ in 0..<1000 {
            var document = documents.next()
            damage(&document, &documents.random)
            guard let ours = (try? JSONValue(parsing: document)).map(FoundationTree.init) else { continue }
            accepted += 1
            if !agrees(ours, document) { Issue.record("they differ on \(String(decoding: document, as: UTF8.self))") }
        }
        #expect(accepted > 50)
    }

    @Test func `that a document in pieces is none`() {
        var documents = RandomDocuments(random: Random(seed: 13))
        for _ in 0..<300 {
            let document = documents.next()
            let piece = Array(document.prefix(documents.random.below(document.count + 1)))
            if let ours = try? JSONValue(parsing: piece) {
                if !agrees(FoundationTree(ours), piece) { Issue.record("they differ on a piece") }
            }
        }
    }

    /// `JSONDecoder` takes `0E9` and `1e-900` for numbers out of range; there it is only asked, by `JSONSerialization`, whether this is JSON.
    private func agrees(_ ours: FoundationTree, _ document: [UInt8]) -> Bool {
        guard let theirs = FoundationTree.decoded(document) else {
            return (try? JSONSerialization.jsonObject(with: Data(document), options: .fragmentsAllowed)) != nil
        }
        return ours == theirs
    }

    private func damage(_ document: inout [UInt8], _ random: inout Random) {
        for _ in 0...random.below(3) where !document.isEmpty {
            let place = random.below(document.count)
            switch random.below(4) {
            case 0: document[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: document.remove(at: place)
            case 2: document.insert(Array("{}[],:\"\\0123456789.eE+-tfn u".utf8)[random.below(28)], at: place)
            default: document.swapAt(place, random.below(document.count))
            }
        }
    }
}
