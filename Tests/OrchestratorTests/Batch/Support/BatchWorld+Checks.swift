import Inference
import TestSupport

@testable import Ledger
@testable import Orchestrator

extension BatchWorld {
    /// `prompt|sample|seed|text` of every response, as the model itself gives them.
    var wanted: [String] {
        (1...prompts).flatMap { prompt -> [String] in
            let question = Samples.pool(prompts)[prompt - 1]
            let tokens = HashModel.tokens(of: question.messages.map { ($0.role, $0.content) }, generationPrompt: true)
            let work = SampleWork(
                phase: .base,
                position: 0,
                promptID: Int64(prompt),
                promptHash: UInt64(question.contentHash.prefix(16), radix: 16) ?? 0,
                messages: [],
                promptTokens: nil,
                samples: [0]
            )
            let seed = Facts.seed(work, setup)
            return (0..<samples).map { sample in
                let drawn = HashModel(name: "policy").sample(after: tokens, seed: seed + Int64(sample), temperature: 0.7, maxTokens: 12)
                return "\(prompt)|\(sample)|\(seed + Int64(sample))|\(HashModel.text(of: drawn.ids, skippingMarks: true))"
            }
        }
    }

    func responses() throws -> [String] {
        try all("SELECT prompt_id, sample, seed, text FROM response ORDER BY 1, 2")
    }

    /// What is wrong with the books; nothing in a sound run that is complete.
    func faults(paysTwice: Bool = false) throws -> [String] {
        var faults = try ledger.tallyFaults()
        if try ledger.integrity() != "ok" { faults.append("integrity: \(try ledger.integrity())") }
        if try responses() != wanted { faults.append("responses: \(try responses().count) of \(wanted.count), or others") }
        faults += try all("SELECT 'not collected: ' || id FROM batch WHERE collected_at IS NULL")
        faults += try all("SELECT 'without outcome: ' || custom_id FROM batch_item WHERE outcome IS NULL")
        let book = double.book
        if !paysTwice, let twice = book.paid.first(where: { $0.value > 1 }) { faults.append("paid \(twice.value) times: \(twice.key)") }
        let forgotten = book.batches.filter { !$0.isOver }.map { "left running: \($0.id)" }
        faults += forgotten
        let taken = try all("SELECT coalesce(sum(prompt_tokens), 0), coalesce(sum(completion_tokens), 0) FROM batch")
        let lines = book.paid.values.reduce(0, +)
        if !paysTwice, taken != ["\(7 * lines)|\(11 * lines)"] { faults.append("tokens taken: \(taken), paid lines: \(lines)") }
        return faults
    }
}
