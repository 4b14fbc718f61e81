import Inference
import TestSupport
import Testing

@Suite("A policy endpoint is asked a few short questions")
struct PoliciesAreAskedTests {
    private func order(isThorough: Bool, sampled: Bool = true) -> PolicyProbe.Order {
        PolicyProbe.Order(
            isThorough: isThorough,
            sampling: SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 64),
            samples: 4,
            needsSampledLogprobs: sampled
        )
    }

    /// Everything that is asked of one endpoint.
    private func examine(_ backend: any PolicyBackend, isThorough: Bool = true) async throws -> [ProbeCheck: ProbeFinding] {
        let asking = PolicyProbe(backend, order(isThorough: isThorough))
        let told = try await backend.probe()
        let template = try await asking.template()
        var findings = ReachReading(probe: told, model: "policy").findings + (await asking.judge(template, told))
        findings += await asking.seeds(template?.prompt).findings
        findings += await asking.logprobs(told.server)
        return Dictionary(findings.map { ($0.check, $0) }) { first, _ in first }
    }

    @Test("a sound vLLM is good in everything")
    func soundVLLM() async throws {
        let found = try await serving(VLLMDouble().server) { try await examine(VLLMPolicy(client: client(at: $0), model: "policy")) }
        let checks: Set<ProbeCheck> = [
            .reachable, .template, .context, .ids, .sameSeed, .otherSeeds, .children, .logprobs,
        ]
        #expect(Set(found.keys) == checks)
        #expect(found.values.allSatisfy { $0.verdict == .good }, "\(found)")
        #expect(found[.reachable]?.message == "vLLM 0.33.0, model policy, context 4096 tokens")
    }

    @Test("a sound llama-server is good in everything it offers, and tells its slots")
    func soundLlama() async throws {
        let double = LlamaCppDouble()
        let found = try await serving(double.server) { address in
            try await examine(LlamaCppPolicy(client: client(at: address), model: "policy", forcedScoring: true))
        }
        #expect(found[.slots] != nil)
        #expect(found.values.allSatisfy { $0.verdict != .bad }, "\(found)")
        #expect(found[.sameSeed]?.verdict == .good && found[.children]?.verdict == .good)
    }

    @Test("log-probs after temperature are found, and the flag is named")
    func processed() async throws {
        var options = VLLMDouble.Options()
        options.processedLogprobs = true
        let found = try await serving(VLLMDouble(options).server) {
            try await examine(VLLMPolicy(client: client(at: $0), model: "policy"))
        }
        #expect(found[.logprobs]?.verdict == .bad)
        #expect(found[.logprobs]?.remedy?.contains("--logprobs-mode raw_logprobs") == true)
    }

    @Test("before a run an endpoint costs two samples beside the check of log-probs")
    func quick() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            let backend = try VLLMPolicy(client: client(at: address), model: "policy")
            let asking = PolicyProbe(backend, order(isThorough: false, sampled: false))
            _ = await asking.judge(try await asking.template(), try await backend.probe())
            #expect(await asking.seeds([1, 2]).findings.map(\.check) == [.ids, .sameSeed])
        }
        #expect(double.journal.count(.sample) == 2 && double.journal.requests["/tokenize"] == 1)
    }

    @Test("a server that is busy when seeds are looked at is left to the run")
    func busy() async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(.overloaded(retryAfter: nil), on: "/v1/completions", .numbers(1...1)) }
        try await serving(double.server) { address in
            let backend = try VLLMPolicy(client: client(at: address), model: "policy")
            let found = await PolicyProbe(backend, order(isThorough: false)).seeds([1, 2])
            #expect(found.findings.map(\.verdict) == [.warning] && found.first == nil)
        }
    }

    @Test("a model that is not served is told with the name that was probably meant")
    func nearestName() async throws {
        try await serving(VLLMDouble().server) { address in
            let backend = try VLLMPolicy(client: client(at: address), model: "Polcy")
            let error = try await failure { try await backend.probe() }
            #expect(error.message.contains("served: policy (did you mean policy?)"))
            let other = try VLLMPolicy(client: client(at: address), model: "llama-3-8b-instruct")
            #expect(try await failure { try await other.probe() }.message.contains("did you mean") == false)
        }
    }
}
