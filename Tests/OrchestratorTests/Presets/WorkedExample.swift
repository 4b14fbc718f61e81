import Foundation
import Ledger
import Selection

@testable import Orchestrator
@testable import Settings

/// A section's data set in a ledger of its own.
struct WorkedExample {
    /// What the tests read of a prompt of the data set, beside what an import reads.
    private struct Prompt: Decodable {
        struct Response: Decodable {
            var embedding: [Float]?
            var policy_logprob: Double?
            var policy_logprob_after: Double?
            var rewards: [String: Double]?
        }

        var id: String
        var responses: [Response]
        /// `[first, second, share]`: samples, and how probably a judge named judge prefers the first.
        var comparisons: [[Double]]?
    }

    let ledger: Ledger
    private let prompts: [Prompt]
    private var isJudged: Bool { prompts.contains { $0.comparisons != nil } }
    private var hasVectors: Bool { prompts.contains { $0.responses.contains { $0.embedding != nil } } }

    /// - Parameter folder: where the run is made; must not be there yet.
    init(_ section: StrategiesPage.Section, in folder: String) throws {
        let decoder = JSONDecoder()
        prompts = try section.data.split(separator: "\n").map { try decoder.decode(Prompt.self, from: Data($0.utf8)) }
        let data = folder + ".jsonl"
        try section.data.write(toFile: data, atomically: true, encoding: .utf8)
        let importing = ImportService(path: data, run: "example", seed: 0, policy: "policy", reference: "reference", version: "0")
        _ = try importing.run(into: RunFolder(path: folder))
        ledger = try Ledger.open(path: RunFolder(path: folder).ledger)
        try ledger.commit(facts, round: 1)
    }

    /// Comparisons and vectors, which no import brings. A new ledger counts prompts and responses from 1.
    private var facts: [Fact] {
        var facts: [Fact] = []
        var first: Int64 = 1
        for (position, prompt) in prompts.enumerated() {
            for comparison in prompt.comparisons ?? [] {
                let fact = ComparisonFact(
                    promptID: Int64(position + 1),
                    name: "judge",
                    firstID: first + Int64(comparison[0]),
                    secondID: first + Int64(comparison[1]),
                    shownFirst: comparison[2],
                    shownSecond: comparison[2]
                )
                facts.append(.comparison(fact))
            }
            for response in prompt.responses {
                if let vector = response.embedding {
                    facts.append(.embedding(EmbeddingFact(responseID: first, model: "vectors", vector: vector)))
                }
                first += 1
            }
        }
        return facts
    }

    func name(_ position: Int) -> String { prompts[position].id }

    func sample(_ response: Int64) -> Int {
        var first: Int64 = 1
        for prompt in prompts {
            if response < first + Int64(prompt.responses.count) { return Int(response - first) }
            first += Int64(prompt.responses.count)
        }
        return -1
    }

    /// The pair's log-probabilities before and after training.
    func displacement(of pair: PairRecord) -> Displacement.Pair? {
        let (chosen, rejected) = (
            prompts[pair.position].responses[sample(pair.chosenID)], prompts[pair.position].responses[sample(pair.rejectedID)]
        )
        guard let before = chosen.policy_logprob, let after = chosen.policy_logprob_after, let other = rejected.policy_logprob,
            let later = rejected.policy_logprob_after
        else { return nil }
        return Displacement.Pair(chosenBefore: before, chosenAfter: after, rejectedBefore: other, rejectedAfter: later)
    }

    /// The configuration of a run that measured all this, with further keys.
    private func configuration(_ keys: String) throws -> Configuration {
        let rewards = try ledger.rewardNames(round: 1).map { name in
            name == "judge" && isJudged
                ? "{name: judge, backend: judge, endpoints: ['http://127.0.0.1:9'], model: judge, judge: {mode: pairwise}}"
                : "{name: \(name), backend: imported}"
        }
        var text = """
            run: example
            seed: 0
            policy: {samples: 0}
            reference: {same_as: policy, model: reference}
            rewards: [\(rewards.joined(separator: ", "))]

            """
        if hasVectors { text += "embeddings: {backend: openai, endpoints: ['http://127.0.0.1:9'], model: vectors}\n" }
        return try Configuration(yaml: text + keys, file: "", folder: "/")
    }

    /// As `selfplay select --preset` does it.
    func select(preset: String) throws -> SelectionOutcome {
        let service = SelectionService(ledger: ledger)
        guard isJudged || hasVectors else {
            let run = try RunSelections(ledger: ledger)
            return try service.select(run.request(run.settings(name: "example", preset: preset, changes: []), round: 1))
        }
        let whole = try configuration("")
        let settings = try whole.selecting(name: "example", preset: preset)
        var request = try whole.selectionRequest(settings, round: 1, key: "selection")
        request.requiresLogprobs = false
        return try service.select(request)
    }

    /// As a run with these keys does it: choose what is annotated, then select.
    func select(keys: String) throws -> SelectionOutcome {
        let whole = try configuration(keys)
        guard let round = try ledger.round(1) else { throw RunError(.input, "the example has no round") }
        try AnnotationService(ledger: ledger, configuration: whole).decide(round, phase: .base)
        let references = try ledger.references(round: 1)
        var request = try whole.selectionRequest(whole.selection, round: 1, key: "selection", references: references)
        request.name = "example"
        request.requiresLogprobs = false
        return try SelectionService(ledger: ledger).select(request)
    }
}
