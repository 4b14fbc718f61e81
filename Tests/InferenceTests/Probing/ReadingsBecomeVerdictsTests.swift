import Inference
import Testing

@Suite("What was read from an endpoint becomes a verdict")
struct ReadingsBecomeVerdictsTests {
    @Test("a prompt that begins with one token twice has two begin-of-sequence tokens")
    func doubledBeginOfSequence() throws {
        let finding = try #require(TemplateReading(prompt: [1, 1, 5, 6]).findings.first)
        #expect(finding.verdict == .bad && finding.message.contains("same token twice (1)") && finding.remedy != nil)
        #expect(TemplateReading(prompt: [1, 5, 5]).findings.map(\.verdict) == [.good])
        #expect(TemplateReading(prompt: []).findings.map(\.verdict) == [.bad])
    }

    @Test("a prompt that is not the beginning of its conversation is worth a warning, with the place where they part")
    func prefix() throws {
        #expect(TemplateReading(prompt: [1, 2, 3], conversation: [1, 2, 3, 4]).findings.map(\.verdict) == [.good])
        let parted = try #require(TemplateReading(prompt: [1, 2, 3], conversation: [1, 2, 9, 4]).findings.first)
        #expect(parted.verdict == .warning && parted.value == 2 && parted.bound == 3)
    }

    @Test(
        "a context is long enough, too short for the longest response, or too short for any",
        arguments: [(200, ProbeFinding.Verdict.good), (110, .good), (109, .warning), (12, .warning), (11, .bad)]
    )
    func context(_ length: Int, _ verdict: ProbeFinding.Verdict) {
        let reading = ContextReading(contextLength: length, promptTokens: 10, maxTokens: 100, samples: 1)
        #expect(reading.findings.map(\.verdict) == [verdict])
    }

    @Test("more responses at once than slots are told with the flag to raise them; nothing is said where nothing is known")
    func slots() throws {
        func findings(_ slots: Int?) -> [ProbeFinding] {
            ContextReading(contextLength: nil, promptTokens: 3, maxTokens: 8, samples: 4, slots: slots).findings
        }
        #expect(findings(nil).isEmpty)
        #expect(findings(4).map(\.verdict) == [.good])
        let portions = try #require(findings(2).first)
        #expect(portions.verdict == .warning && portions.remedy?.contains("-np 4") == true)
    }

    @Test(
        "sampled log-probs after temperature refuse a run that records them, and name the flag of that server",
        arguments: [
            ("vLLM 0.33.0", "--logprobs-mode raw_logprobs"), ("SGLang 0.5.23", "SGLANG_RETURN_ORIGINAL_LOGPROB"),
            ("mine", "policy.logprobs: given"),
        ]
    )
    func sampledLogprobs(_ server: String, _ remedy: String) throws {
        let off = SampledLogprobCheck(differenceAtHalf: 0.3, differenceAtOwn: 0.001, tokens: 10)
        let finding = try #require(SampledLogprobReading(check: off, isNeeded: true, server: server).findings.first)
        #expect(finding.verdict == .bad && finding.value == 0.3 && finding.bound == 0.02)
        #expect(finding.remedy?.contains(remedy) == true && finding.message.contains("0.3 per token"))
        #expect(SampledLogprobReading(check: off, isNeeded: false, server: server).findings.map(\.verdict) == [.good])
        let within = SampledLogprobCheck(differenceAtHalf: 0.02, differenceAtOwn: 0.01, tokens: 10)
        #expect(SampledLogprobReading(check: within, isNeeded: true, server: server).findings.map(\.verdict) == [.good])
    }

    @Test("policy and reference must cut text alike")
    func tokenizers() {
        #expect(SharedTokenizer(policy: [1, 2], reference: [1, 2]).findings.map(\.verdict) == [.good])
        #expect(SharedTokenizer(policy: [1, 2], reference: [1, 3]).findings.map(\.verdict) == [.bad])
    }

    @Test("a failure that may pass is a warning only where others will ask again")
    func failures() {
        let away = BackendError(.overloaded, "h: busy")
        #expect(ProbeFinding(.sameSeed, failed: away, passing: true).verdict == .warning)
        #expect(ProbeFinding(.sameSeed, failed: away).verdict == .bad)
        #expect(ProbeFinding(.sameSeed, failed: BackendError(.misconfigured, "h: no"), passing: true).verdict == .bad)
    }
}
