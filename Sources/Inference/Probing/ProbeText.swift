/// The words that endpoints are probed with.
package enum ProbeText {
    /// A prompt with many good answers, so that two draws hardly ever agree by chance. With more than ASCII, which templates and
    /// tokenizers may treat apart.
    package static let prompt = [Message(role: "user", content: "Name three colours, and say why you chose them – in a few words.")]

    /// The same with an answer.
    package static let conversation = prompt + [Message(role: "assistant", content: "Red, green and blue: together they make white.")]

    /// Numbers of a response's first draw; far from what runs draw with, and the same in every run, so that who counts requests can tell.
    package static let seed: Int64 = 20_030_905
    /// Longest response drawn to look at seeds.
    package static let responseTokens = 24

    /// A small question with a better and a worse answer.
    package struct Judgement: Sendable {
        package let prompt: [Message]
        package let better: String
        package let worse: String
    }

    package static let judgements = [
        Judgement(
            prompt: [Message(role: "user", content: "What is the capital of France?")],
            better: "The capital of France is Paris.",
            worse: "banana banana banana"
        ),
        Judgement(
            prompt: [Message(role: "user", content: "What is 3 plus 5?")],
            better: "3 plus 5 is 8.",
            worse: "3 plus 5 is 17."
        ),
    ]

    /// A number for people: four digits behind the point.
    static func rounded(_ value: Double) -> String {
        String((value * 10_000).rounded() / 10_000)
    }
}
