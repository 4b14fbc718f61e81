import Playground
import Testing

@Suite struct TextBecomesTokensAndBackTests {
    private let vocabulary = Fixture.vocabulary

    @Test func thereAre400TokensAndNoWordTwice() {
        #expect(vocabulary.count == 400)
        let words = vocabulary.spellings.filter { $0 != "<unk>" }
        #expect(words.count == 385)
        #expect(Set(words).count == words.count)
        for word in words where !word.hasPrefix("<") {
            #expect(vocabulary.spellings[Int(vocabulary.id(of: word))] == word)
        }
    }

    @Test(arguments: [
        "A dog is a small animal.", "What is a tree? A tree is a plant!", "First, I wash the rice; then I cook: it is good.",
        "One line.\nThe other line has no end\n\nI like tea", "You and I.", "",
    ])
    func textInTheVocabularyComesBack(text: String) {
        #expect(vocabulary.text(of: vocabulary.tokens(of: text)) == text)
    }

    @Test func anySequenceOfTextTokensComesBack() {
        let textTokens = (0..<Int32(vocabulary.count)).filter { ![.structure, .unknown].contains(vocabulary.classes[Int($0)]) }
        var state: UInt64 = 7
        for length in 0..<300 {
            var tokens: [Int32] = []
            for _ in 0..<(length % 40) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                tokens.append(textTokens[Int(state >> 33) % textTokens.count])
            }
            #expect(vocabulary.tokens(of: vocabulary.text(of: tokens)) == tokens)
        }
    }

    @Test func capitalsAndBlanksAreNotRead() {
        #expect(vocabulary.tokens(of: "  THE   Dog\tis\r\nhere ") == vocabulary.tokens(of: "the dog is\nhere"))
    }

    @Test func unknownWordsFallIntoBuckets() {
        let tokens = vocabulary.tokens(of: "Quantum chromodynamics: naïve 42 (don't) 🙂")
        #expect(tokens.count == 9)
        #expect(tokens.filter { vocabulary.classes[Int($0)] == .unknown }.count == 8)
        #expect(vocabulary.tokens(of: "zebra") == vocabulary.tokens(of: "Zebra"))
        #expect(vocabulary.text(of: vocabulary.tokens(of: "a zebra")) == "A <unk>")
        let many = (0..<200).map { vocabulary.id(of: "word\($0)") }
        #expect(Set(many).count == 15)
    }

    @Test func structuralTokensAreNeverReadFromText() {
        for spelling in ["<eos>", "<system>", "<user>", "<assistant>", "<tool>"] {
            #expect(vocabulary.tokens(of: spelling).allSatisfy { vocabulary.classes[Int($0)] != .structure })
            #expect(vocabulary.classes[Int(vocabulary.id(of: spelling))] == .unknown)
        }
    }
}
