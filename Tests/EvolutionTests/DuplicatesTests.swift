import Testing

@testable import Evolution

@Suite struct DuplicatesTests {
    @Test(arguments: [
        ("What is  a dog?", " what is a DOG?\n"), ("Straße", "STRASSE"), ("ΣΟΦΟΣ", "σοφος"), ("a\u{00a0}b", "a b"), ("ÄRGER", "ärger"),
        ("a\r\nb", "A B"),
    ])
    func caseAndWhiteSpaceDoNotCount(pair: (String, String)) throws {
        var index = try DuplicateIndex(nearDuplicate: nil)
        #expect(index.insertUnlessDuplicate(pair.0) == nil)
        #expect(index.match(pair.1) == .exact(text: 0))
    }

    @Test(arguments: ["What is a dog", "What is a dog!", "What is adog?", "Whatis a dog?"])
    func everythingElseDoes(text: String) throws {
        var index = try DuplicateIndex(nearDuplicate: nil)
        index.insert("What is a dog?")
        #expect(index.match(text) == nil)
    }

    @Test func thresholdIsReachedWhereTheSimilarityEqualsIt() throws {
        // Five letters in pieces of one: four common of five.
        var index = try DuplicateIndex(nearDuplicate: 0.8, shingle: .characters(1))
        index.insert("abcd")
        #expect(index.match("abcde") == .near(text: 0, similarity: 0.8))
        #expect(index.match("abcdef") == nil)
    }

    @Test func oldestOfEquallySimilarOnesIsNamed() throws {
        var index = try DuplicateIndex(nearDuplicate: 0.5, shingle: .characters(1))
        for text in ["abcx", "abcy", "abcz"] { index.insert(text) }
        #expect(index.match("abcd") == .near(text: 0, similarity: 0.6))
    }

    @Test func textsShorterThanAShingleAreComparedWhole() throws {
        var index = try DuplicateIndex(nearDuplicate: 0.5, shingle: .characters(5))
        index.insert("why")
        #expect(index.match("why?") == nil)
        #expect(index.match("who") == nil)
        #expect(index.match("WHY") == .exact(text: 0))
    }

    @Test func theEmptyTextIsATextLikeOthers() throws {
        var index = try DuplicateIndex(nearDuplicate: 0.5)
        #expect(index.insertUnlessDuplicate("") == nil)
        #expect(index.insertUnlessDuplicate(" \n") == .exact(text: 0))
        #expect(index.match("a") == nil)
    }

    @Test func textsWithoutBlanksAreComparedByCharacters() throws {
        var index = try DuplicateIndex(nearDuplicate: 0.6, shingle: .characters(2))
        index.insert("请描述一下冬天的森林是什么样子。")
        #expect(index.match("请描述一下夏天的森林是什么样子。") == .near(text: 0, similarity: 13.0 / 17))
        #expect(index.match("为什么天空是蓝色的?") == nil)
    }

    @Test func manyPromptsAreRememberedAndFoundAgain() throws {
        var numbers = Numbers(5)
        let texts = (0..<3000).map { "\($0) " + Texts.fresh(&numbers, words: 8...12) }
        var index = try DuplicateIndex(nearDuplicate: 0.9)
        for text in texts { index.insert(text) }
        #expect(index.count == texts.count)
        for number in stride(from: 0, to: texts.count, by: 100) {
            #expect(index.match(texts[number].uppercased()) == .exact(text: number))
            let match = index.match(texts[number] + "!")
            guard case .near(let text, _) = match else {
                Issue.record("text \(number) is not found: \(String(describing: match))")
                continue
            }
            #expect(text == number)
        }
    }

    @Test(arguments: [0, -0.5, 1.01, .nan, .infinity])
    func thresholdsOutsideOfZeroToOneAreRefused(threshold: Double) {
        #expect(throws: EvolutionError.self) { try DuplicateIndex(nearDuplicate: threshold) }
    }

    @Test func shinglesHaveAtLeastOnePiece() {
        #expect(throws: EvolutionError.shingleSize(0)) { try DuplicateIndex(nearDuplicate: nil, shingle: .words(0)) }
    }
}
