import Testing

@testable import Evolution

@Suite struct DuplicateIndexAgreesWithBruteForceTests {
    private static let texts = Texts.families(250, seed: 11)
    private static let onCharacters = BruteForce.similarities(texts.map { BruteForce.characterShingles($0, 5) })
    private static let onWords = BruteForce.similarities(texts.map { BruteForce.wordShingles($0, 2) })

    @Test(arguments: [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1])
    func onCharacters(threshold: Double) throws {
        try check(threshold, .characters(5), Self.onCharacters)
    }

    @Test(arguments: [0.4, 0.6, 0.8])
    func onWords(threshold: Double) throws {
        try check(threshold, .words(2), Self.onWords)
    }

    /// Every text is looked up among all before it, as a run does.
    private func check(_ threshold: Double, _ shingle: Shingle, _ similarities: [[Double]]) throws {
        let texts = Self.texts
        var index = try DuplicateIndex(nearDuplicate: threshold, shingle: shingle)
        var inserted: [Int] = []
        var near = 0
        for (number, text) in texts.enumerated() {
            let known = inserted.firstIndex { texts[$0].lowercased() == text.lowercased() }
            var best: (place: Int, similarity: Double)?
            for (place, other) in inserted.enumerated() {
                let similarity = similarities[number][other]
                if similarity >= threshold, similarity > (best?.similarity ?? 0) { best = (place, similarity) }
            }
            let expected = known.map { DuplicateMatch.exact(text: $0) } ?? best.map { .near(text: $0.place, similarity: $0.similarity) }
            #expect(index.match(text) == expected, "text \(number)")
            #expect(index.insertUnlessDuplicate(text) == expected)
            if expected == nil { inserted.append(number) } else if known == nil { near += 1 }
        }
        #expect(index.count == inserted.count)
        #expect(near > 0 || threshold == 1)
    }

    @Test func insertKeepsNearDuplicatesToo() throws {
        var index = try DuplicateIndex(nearDuplicate: 0.5)
        index.insert("Describe the old bridge.")
        index.insert("Describe the old bridges.")
        index.insert("describe  the OLD bridge.")
        #expect(index.count == 2)
        #expect(index.match("Describe the old bridges!") == .near(text: 1, similarity: 20.0 / 22))
    }

    @Test func sharesOfTheBandsPromiseTheRecall() {
        for step in 5...100 {
            let threshold = Double(step) / 100
            let bands = MinHashBands(threshold: threshold)
            var same = 1.0
            for _ in 0..<bands.rows { same *= threshold }
            var missed = 1.0
            for _ in 0..<bands.bands { missed *= 1 - same }
            #expect(missed <= 1e-6)
            #expect(bands.rows * bands.bands <= 321)
        }
    }
}
