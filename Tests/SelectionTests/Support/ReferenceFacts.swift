import Glibc

@testable import Selection

/// A round of made-up facts with gaps, as a table and as dictionaries of columns that are computed by docs/features.md alone.
struct ReferenceFacts {
    static let catalogue = ColumnCatalogue(rewards: ["help-ful", "safe"], judges: ["j"])

    struct Response {
        var prompt = 0
        var sample = 0
        var reward = 0.0
        var helpful: Double?
        var safe: Double?
        var policy = 0.0
        var reference = 0.0
        var tokens = 1
        var facts: [String: Double] = [:]
        var source = 0
        var embedding: [Float]?
    }

    var responses: [Response] = []
    /// A prompt: its tag `a`, its metadata `level`, its group by tags and by origin.
    var tagA: [Double] = []
    var level: [Double?] = []
    var tags: [Int] = []
    var origins: [Int] = []
    /// A prompt: the judge's matrix.
    var shares: [[[Double?]]] = []

    var promptCount: Int { tagA.count }

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
        func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
        for prompt in 0..<9 {
            let count = [2, 3, 1, 4, 2, 0, 3, 2, 4][prompt]
            for sample in 0..<count {
                var response = Response(prompt: prompt, sample: sample * 2, reward: number(-2...2))
                response.helpful = chance(0.05) ? nil : number(-1...3)
                response.safe = number(-5...5)
                response.policy = sample == 1 ? -20 : number(-80 ... -1)
                response.reference = number(-80 ... -1)
                response.tokens = Int.random(in: 5...60, using: &generator)
                for name in ["truncated", "refusal", "on_policy"] { response.facts[name] = chance(0.3) ? 1 : 0 }
                response.facts["chars"] = Double(Int.random(in: 10...400, using: &generator))
                response.facts["age"] = Double(Int.random(in: 0...2, using: &generator))
                response.source = Int.random(in: 3...5, using: &generator)
                let axis = Int.random(in: 0...2, using: &generator)
                response.embedding = chance(0.1) ? nil : (0..<3).map { $0 == axis ? chance(0.5) ? 2 : -3 : 0 }
                responses.append(response)
            }
            tagA.append(chance(0.5) ? 1 : 0)
            level.append(chance(0.2) ? nil : Double(Int.random(in: 1...5, using: &generator)))
            tags.append(Int.random(in: 0...2, using: &generator))
            origins.append(7 * Int.random(in: 0...1, using: &generator))
            shares.append(
                (0..<count).map { i in
                    (0..<count).map { j in i == j || chance(0.1) ? nil : [0, 0.25, 0.5, 0.8, 1].randomElement(using: &generator) }
                }
            )
        }
    }

    func members(of prompt: Int) -> [Response] {
        responses.filter { $0.prompt == prompt }
    }

    /// As the ledger fills it.
    var table: AnswerTable {
        var table = AnswerTable()
        var embeddings = VectorTable(dimension: 3)
        var preferences = PreferenceTable()
        for prompt in 0..<promptCount {
            table.beginPrompt(hash: UInt64(100 + prompt))
            for response in members(of: prompt) {
                table.append(
                    sample: Int32(response.sample),
                    reward: response.reward,
                    tokens: Int32(response.tokens),
                    policyLogprob: response.policy,
                    referenceLogprob: response.reference,
                    textIdentity: Int32(table.answerCount)
                )
                embeddings.append(response.embedding)
            }
            preferences.append(shares[prompt].flatMap { $0.map { $0 ?? .nan } }, responses: shares[prompt].count)
        }
        for name in ["chars", "truncated", "refusal", "age", "on_policy"] {
            table.responseColumns[name] = responses.map { $0.facts[name] ?? .nan }
        }
        table.responseColumns["r.help_ful"] = responses.map { $0.helpful ?? .nan }
        table.responseColumns["r.safe"] = responses.map { $0.safe ?? .nan }
        table.promptColumns["tag:a"] = tagA
        table.promptColumns["meta:level"] = level.map { $0 ?? .nan }
        table.responseGroups["source"] = responses.map { Int32($0.source) }
        table.promptGroups["tag"] = tags.map { Int32($0) }
        table.promptGroups["origin"] = origins.map { Int32($0) }
        table.vectors["embedding"] = embeddings
        table.vectors["text"] = embeddings
        table.preferences["j"] = preferences
        return table
    }
}
