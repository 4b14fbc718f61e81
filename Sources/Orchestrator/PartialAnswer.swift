import Inference
import Ledger

/// Some of the responses a request asked for, as facts, and the work that is left of it.
struct PartialAnswer: Error {
    let facts: [Fact]
    /// The missing samples, a request for each run of them that follow one another: seeds count up within a request.
    let rest: [Work]
    let error: BackendError

    init(
        _ partial: PartialSamples,
        of work: SampleWork,
        promptTokens: [Int32]?,
        endpoint: String,
        milliseconds: Double?,
        _ setup: RoundSetup
    ) {
        error = partial.error
        var facts: [Fact] = []
        var known = work
        for run in Self.runs(work.samples.indices.filter { partial.samples[$0] != nil }) {
            known.samples = run.map { work.samples[$0] }
            let samples = run.compactMap { partial.samples[$0] }
            facts += Facts.responses(samples, to: known, promptTokens: promptTokens, endpoint: endpoint, milliseconds: milliseconds, setup)
            // The prompt's tokens are a fact once.
            known.promptTokens = promptTokens
        }
        self.facts = facts
        rest = Self.runs(work.samples.indices.filter { partial.samples[$0] == nil }).map { run in
            var missing = known
            missing.samples = run.map { work.samples[$0] }
            return .sample(missing)
        }
    }

    /// Neighbours together.
    private static func runs(_ places: [Int]) -> [[Int]] {
        var runs: [[Int]] = []
        for place in places {
            if let last = runs.last?.last, last + 1 == place { runs[runs.count - 1].append(place) } else { runs.append([place]) }
        }
        return runs
    }
}
