@testable import Selection

/// Fixtures/selection.json: a small random round and what selection.py computed from it.
struct SelectionFixture: Decodable {
    struct Prompt: Decodable {
        struct Answer: Decodable {
            let sample: Int32
            let reward: Double
            let tokens: Int32
            let policy: Double
            let reference: Double
            let text: Int32
        }
        let hash: String
        let answers: [Answer]
    }

    struct Case: Decodable {
        struct Pair: Decodable {
            let prompt: Int
            let chosen: Int
            let rejected: Int
            let rank: Int
            let dr: Double
            let dh: Double
            let score: Double
            let kept: Bool
        }
        struct WithoutPair: Decodable {
            let prompt: Int
            let reason: String
        }
        struct Moments: Decodable {
            let count: Int
            let mean: Double
            let standardDeviation: Double
        }
        let pairing: String
        let family: String
        let score: String
        let filter: String?
        let keep: String
        let candidates: Int
        let leftOut: [String: Int]
        let withoutPair: [WithoutPair]
        let explicitMargin: Moments?
        let absoluteImplicitMargin: Moments?
        let pairs: [Pair]
    }

    struct Hashes: Decodable {
        struct Text: Decodable {
            let text: String
            let value: String
        }
        struct Word: Decodable {
            let word: Int
            let value: String
            let unit: Double
            let openUnit: Double
        }
        let texts: [Text]
        let words: [Word]
    }

    struct Seed: Decodable {
        let runSeed: Int
        let round: Int
        let phase: String
        let promptHash: String
        let base: Int64
    }

    struct Sampling: Decodable {
        let runSeed: Int
        let round: Int
        let hashes: [String]
        let informativeness: [Double?]
        let weights: [Double]
        let uniformDraw: [Int]
        let weightedDraw: [Int]
    }

    let hashes: Hashes
    let sampleSeeds: [Seed]
    let sampling: Sampling
    let runSeed: Int
    let round: Int
    let prompts: [Prompt]
    let informativeness: [[String: Double]?]
    let cases: [Case]

    static func load() throws -> SelectionFixture {
        try JSONFile.decode(SelectionFixture.self, from: JSONFile.fixtures.appending(path: "selection.json"))
    }

    func table() throws -> AnswerTable {
        var table = AnswerTable()
        for prompt in prompts {
            table.beginPrompt(hash: UInt64(prompt.hash) ?? 0)
            for answer in prompt.answers {
                table.append(
                    sample: answer.sample,
                    reward: answer.reward,
                    tokens: answer.tokens,
                    policyLogprob: answer.policy,
                    referenceLogprob: answer.reference,
                    textIdentity: answer.text
                )
            }
        }
        return table
    }
}
