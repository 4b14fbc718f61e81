import Selection
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("<think>a b</think>\n\nThe answer.", "The answer."),
        ("plain ", "plain "),
        ("", ""),
        ("<think>only", ""),
        ("<think></think>", ""),
        ("One <think>x</think>two <think>y</think> three", "One two  three"),
        ("begun in the prompt</think> 42", "42"),
        ("a</think>b <think>c</think> d", "b  d"),
        ("<think>a</think>it writes </think> here", "it writes </think> here"),
        ("<think>a <think> b</think> c", "c"),
        ("before <think>never closed", "before"),
        ("ünï <think>ö</think>çödé", "ünï çödé"),
        ("<think", "<think"),
    ])
    func reasoningIsTakenOut(text: String, answer: String) {
        #expect(ReasoningText.strip(text) == answer)
    }

    @Test func othersMarkReasoningOtherwise() {
        #expect(ReasoningText.strip("[R]x[/R] y <think>z", open: "[R]", close: "[/R]") == "y <think>z")
        #expect(ReasoningText.strip("<think>x</think> y", open: "", close: "") == "<think>x</think> y")
    }

    @Test(arguments: [
        "I'm sorry, but I can't help with that.", "I\u{2019}m sorry, but I can\u{2019}t assist with that request.",
        "I cannot provide that.",
        "  As an AI language model, I cannot browse.", "Sorry,\n I can't do it", "I **cannot** assist with this.",
        "I am unable to share it.",
        "Unfortunately, I must decline to answer.",
    ])
    func refusals(text: String) {
        #expect(Refusal.isRefusal(text))
    }

    @Test(arguments: [
        "", "Sure! Here is the code.", "You said you can't assist your father.", "I can't overstate how good it is.",
        "\"Hi cannot assist\" is no sentence.",
        "Here are the ten steps you asked for, in the order in which they are best taken, one after the other, without haste, and with care. "
            + "I cannot help with that.",
    ])
    func noRefusals(text: String) {
        #expect(!Refusal.isRefusal(text))
    }

    @Test func furtherPhrases() {
        #expect(!Refusal.isRefusal("Das kann ich leider nicht tun."))
        #expect(Refusal.isRefusal("Das kann ich leider nicht tun.", also: ["kann ich  LEIDER nicht"]))
        #expect(!Refusal.isRefusal("x", also: [""]))
    }

    /// FNV-1a of "a" is 0xaf63dc4c8601ec8c: place 0x8c ^ 0x4c = 0xc0, sign negative.
    @Test func aWordStandsAtThePlaceOfItsHash() {
        let vector = TextVector.vector(of: "a")
        #expect(vector.count == 256)
        #expect(vector.indices.filter { vector[$0] != 0 } == [0xC0])
        #expect(vector[0xC0] == -1)
    }

    @Test func vectorsHaveLengthOneOrNone() {
        for text in ["the quick brown fox jumps", "日本語の文", "x", "Ünïcödé wörds, and 123"] {
            let length = TextVector.vector(of: text).reduce(0.0) { $0 + Double($1) * Double($1) }
            #expect(abs(length - 1) < 1e-6)
        }
        #expect(TextVector.vector(of: " ...!? ").allSatisfy { $0 == 0 })
    }

    @Test func caseAndPunctuationDoNotMatter() {
        #expect(TextVector.vector(of: "The cat, sat.") == TextVector.vector(of: "the CAT sat"))
        #expect(TextVector.vector(of: "ÄPFEL") == TextVector.vector(of: "äpfel"))
    }

    @Test func orderMattersALittle() {
        let cosine = TextVector.cosine(TextVector.vector(of: "the cat sat down"), TextVector.vector(of: "down sat the cat"))
        #expect(cosine > 0.4 && cosine < 0.95)
    }

    @Test func nearTextsAreNear() {
        let first = "The capital of France is Paris, which lies on the river Seine in the north of the country."
        let second = "The capital of France is Paris, which lies on the river Seine in the north of that country."
        #expect(TextVector.nearIdentical(first, second, threshold: 0.85))
        #expect(!TextVector.nearIdentical(first, "Photosynthesis turns light into sugar.", threshold: 0.5))
        #expect(TextVector.nearIdentical("...", "...", threshold: 1))
        #expect(!TextVector.nearIdentical("...", "!", threshold: 0.1))
    }

    @Test func charactersOfScriptsWithoutBlanksAreWords() {
        let cosine = TextVector.cosine(TextVector.vector(of: "東京は日本の首都です"), TextVector.vector(of: "日本の首都は東京です"))
        #expect(cosine > 0.6)
    }
}
