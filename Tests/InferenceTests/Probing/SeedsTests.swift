import Inference
import Testing

@Suite("Seeds must decide what is drawn, and nothing else")
struct SeedsTests {
    /// A response of these tokens, each of this log-prob.
    private func sample(_ tokens: [Int32], logprob: Double? = -2) -> Sample {
        Sample(
            text: "\(tokens)",
            tokens: tokens,
            tokenLogprobs: logprob.map { value in tokens.map { _ in value } },
            finishReason: .stop
        )
    }

    private func verdicts(_ reading: SeedReading) -> [ProbeCheck: ProbeFinding.Verdict] {
        Dictionary(uniqueKeysWithValues: reading.findings.map { ($0.check, $0.verdict) })
    }

    @Test("a server that does as its dialect says is good in everything")
    func sound() {
        let a = sample([1, 2, 3, 4])
        let b = sample([5, 6, 7, 8])
        let reading = SeedReading(first: a, again: a, neighbours: [b, sample([9])], children: [a, b], claimsReproducible: true)
        #expect(verdicts(reading) == [.ids: .good, .sameSeed: .good, .otherSeeds: .good, .children: .good])
    }

    @Test("another response to the same request is a warning: the numbers are right, the run cannot be repeated")
    func notReproducible() {
        let reading = SeedReading(first: sample([1]), again: sample([2]), claimsReproducible: true)
        #expect(verdicts(reading)[.sameSeed] == .warning)
        #expect(reading.findings.last?.remedy?.contains("--enable-deterministic-inference") == true)
    }

    @Test("one response whatever the seed is bad where the model is not sure of it, a warning where it is or does not tell")
    func seedsIgnored() {
        func verdict(_ logprob: Double?) -> ProbeFinding.Verdict? {
            let one = sample([1, 2, 3, 4], logprob: logprob)
            return verdicts(SeedReading(first: one, neighbours: [one, one, one], claimsReproducible: true))[.otherSeeds]
        }
        #expect(verdict(-2) == .bad)
        #expect(verdict(-0.001) == .warning)
        #expect(verdict(nil) == .warning)
    }

    @Test("children that are copies of each other are bad; children drawn with other seeds are a warning where seeds were promised")
    func children() {
        let a = sample([1, 2, 3, 4])
        let b = sample([5, 6, 7, 8])
        func verdict(_ children: [Sample], claims: Bool) -> ProbeFinding.Verdict? {
            verdicts(SeedReading(first: a, neighbours: [b], children: children, claimsReproducible: claims))[.children]
        }
        #expect(verdict([a, a], claims: false) == .bad)
        #expect(verdict([a, sample([9])], claims: true) == .warning)
        #expect(verdict([a, sample([9])], claims: false) == .good)
    }
}
