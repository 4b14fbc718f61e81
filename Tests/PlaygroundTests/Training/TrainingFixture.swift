import Glibc
import Inference
import Playground

/// A few pairs to train on, of sentences the policy can say.
enum TrainingFixture {
    static let rows: [(prompt: String, chosen: String, rejected: String)] = [
        ("What is a dog?", "A dog is an animal that lives with people.", "The sea is never the same."),
        ("How do I make soup?", "Cook water and salt in a pot.", "Soup and soup and soup."),
        ("Describe the forest in winter.", "The forest is white and quiet.", "A car."),
        ("Why is the moon important?", "The moon gives light at night.", "Why is the moon why is the moon?"),
        ("Tell me a story about a boat.", "A small boat goes over the sea to find a new home.", "No."),
    ]

    static let pairs: [PlaygroundPair] = make()

    static func settings(_ loss: PlaygroundLoss, _ change: (inout PlaygroundTrainingSettings) -> Void = { _ in })
        -> PlaygroundTrainingSettings
    {
        var settings = PlaygroundTrainingSettings(loss: loss)
        change(&settings)
        return settings
    }

    /// The training set as a file's bytes.
    static let file: [UInt8] = Array(
        rows.map { row in
            """
            {"prompt":[{"role":"user","content":"\(row.prompt)"}],"chosen":[{"role":"assistant","content":"\(row.chosen)"}],\
            "rejected":[{"role":"assistant","content":"\(row.rejected)"}],"rank":3}

            """
        }.joined().utf8
    )

    /// Faster than comparing three million numbers one by one in a debug build.
    static func haveEqualBits(_ one: PlaygroundModel, _ other: PlaygroundModel) -> Bool {
        one.weights.withUnsafeBytes { left in
            other.weights.withUnsafeBytes { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return false }
                return left.count == right.count && memcmp(first, second, left.count) == 0
            }
        }
    }

    private static func make() -> [PlaygroundPair] {
        do {
            return try rows.map { row in
                try PlaygroundPair(prompt: Fixture.ask(row.prompt), chosen: row.chosen, rejected: row.rejected)
            }
        } catch { fatalError("\(error)") }
    }
}
