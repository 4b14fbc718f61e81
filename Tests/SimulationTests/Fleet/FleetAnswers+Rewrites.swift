import Inference
import Ledger
import Orchestrator
import Selection

/// What the fake rewriting model makes of prompts: good ones, and everything that must not become one.
extension FleetAnswers {
    private static let vocabulary = [
        "river", "copper", "lantern", "harvest", "winter", "pebble", "orchard", "signal", "mirror", "anchor", "thunder", "meadow", "violin",
        "saddle", "glacier", "compass",
    ]

    /// A prompt of the run's source.
    static func question(_ scenario: Int, _ index: Int) -> String {
        var hash = StableHash(purpose: "question")
        hash.combine(scenario)
        hash.combine(index)
        return "What do \(words(hash.value, 8)) have to do with question \(index)?"
    }

    func rewrite(_ work: RewriteWork, _ rewriting: RewriteSetup, _ setup: RoundSetup) -> Sample {
        let strategy = rewriting.strategies[work.strategy].name
        let parent = work.messages.last?.content ?? ""
        var hash = content("rewrite " + strategy, work.messages)
        hash.combine(rewriting.model + rewriting.weightVersion)
        hash.combine(Int(Facts.seed(work, strategy: strategy, setup)))
        let value = hash.value
        let fresh = "Why do \(Self.words(value >> 8, 9)) matter\u{0} today?"
        let text =
            switch value % 16 {
            case 0: "I'm sorry, but I can't help with that."
            case 1: parent.uppercased()
            case 2: " \n"
            case 3: "Here is the rewritten prompt:\n" + fresh
            // A prompt of the source again, which may be a held-out one, and the same with two words more.
            case 4: Self.question(scenario, Int(value >> 8) % 8)
            case 5: Self.question(scenario, Int(value >> 8) % 8) + " Please explain."
            // The same for all strategies of a parent and nearly the same: the first one stays.
            case 6, 7: "Tell me more of this: " + parent
            case 8, 9: "Tell me more of this: " + parent + " (\(strategy))"
            case 10: "Rewritten prompt: \"\(fresh)\""
            default: fresh
            }
        return Sample(text: text, tokens: nil, tokenLogprobs: nil, finishReason: value >> 60 == 0 ? .length : .stop)
    }

    /// How many tokens the fake policy makes of a text.
    static func tokens(_ text: String) -> Int { text.split(separator: " ").count }

    private static func words(_ value: UInt64, _ count: Int) -> String {
        (0..<count).map { vocabulary[Int(value >> (4 * UInt64($0)) & 15)] }.joined(separator: " ")
    }
}
