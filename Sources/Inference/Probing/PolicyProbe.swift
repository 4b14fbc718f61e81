/// Asks one policy (or reference) endpoint the questions whose answers `ProbeReading`s judge. Works with every dialect.
///
/// In parts, so that an endpoint whose template is wrong is not asked for samples. A whole probe costs some ten short requests, and the check
/// of sampled log-probs twenty-four more where the backend can measure given text.
package struct PolicyProbe: Sendable {
    /// What a probe is asked for, and against which settings.
    package struct Order: Sendable {
        /// Everything, or what a run wants to know before its first request.
        package var isThorough: Bool
        /// The run's own.
        package var sampling: SamplingParameters
        /// Responses a prompt gets; 0 where nothing is sampled.
        package var samples: Int
        /// Whether the run records sampled log-probs.
        package var needsSampledLogprobs: Bool
        /// `policy.context`, where it overrides the server's word.
        package var contextLength: Int?

        package init(
            isThorough: Bool,
            sampling: SamplingParameters,
            samples: Int,
            needsSampledLogprobs: Bool,
            contextLength: Int? = nil
        ) {
            self.isThorough = isThorough
            self.sampling = sampling
            self.samples = samples
            self.needsSampledLogprobs = needsSampledLogprobs
            self.contextLength = contextLength
        }
    }

    private let backend: any PolicyBackend
    private let order: Order

    package init(_ backend: any PolicyBackend, _ order: Order) {
        self.backend = backend
        self.order = order
    }

    /// The tokens of the probe conversation; nil where the backend has no tokenizer. Throws `BackendError`.
    package func template() async throws -> TemplateReading? {
        guard backend.capabilities.tokenizes else { return nil }
        return TemplateReading(prompt: try await backend.promptTokens(of: ProbeText.prompt))
    }

    /// What follows from the template: that a prompt is the beginning of its conversation, and that it fits.
    package func judge(_ template: TemplateReading?, _ probe: BackendProbe) async -> [ProbeFinding] {
        var findings: [ProbeFinding] = []
        if var template {
            do {
                if order.isThorough { template.conversation = try await backend.conversationTokens(of: ProbeText.conversation) }
                findings += template.findings
            } catch {
                // Whole conversations are tokenised for imported answers and reward templates only.
                var refused = ProbeFinding(.template, failed: error, passing: true)
                refused.verdict = .warning
                findings += template.findings.filter { $0.verdict == .bad } + [refused]
            }
        }
        let context = ContextReading(
            contextLength: order.contextLength ?? probe.contextLength,
            promptTokens: template?.prompt.count ?? 0,
            maxTokens: order.sampling.maxTokens,
            samples: order.samples,
            slots: probe.slots
        )
        if order.samples > 0 { findings += context.findings }
        return findings
    }

    /// Draws a few responses and looks at what seeds do. Returns what was drawn first, for others to measure.
    package func seeds(_ prompt: [Int32]?) async -> (findings: [ProbeFinding], first: Sample?) {
        do {
            let first = try await one(prompt, ProbeText.seed)
            let claims = backend.capabilities.reproducible
            var reading = SeedReading(first: first, claimsReproducible: claims)
            if claims || order.isThorough { reading.again = try await one(prompt, ProbeText.seed) }
            if order.isThorough {
                for offset in 1...3 as ClosedRange<Int64> { reading.neighbours.append(try await one(prompt, ProbeText.seed + offset)) }
                reading.children = try await draw(prompt, ProbeText.seed, count: 2)
            }
            return (reading.findings, first)
        } catch let partial as PartialSamples {
            return ([ProbeFinding(.sameSeed, failed: partial.error, passing: true)], nil)
        } catch {
            return ([ProbeFinding(.sameSeed, failed: error, passing: true)], nil)
        }
    }

    /// Sampled against measured log-probs; nothing where the backend tells none or can measure none.
    package func logprobs(_ server: String?) async -> [ProbeFinding] {
        guard backend.capabilities.reportsSampledLogprobs, backend.capabilities.scoresGivenText else { return [] }
        do {
            let check = try await SampledLogprobCheck.measure(
                backend,
                prompts: [ProbeText.prompt],
                sampling: order.sampling,
                seed: ProbeText.seed
            )
            return SampledLogprobReading(check: check, isNeeded: order.needsSampledLogprobs, server: server).findings
        } catch {
            return [ProbeFinding(.logprobs, failed: error)]
        }
    }

    private func one(_ prompt: [Int32]?, _ seed: Int64) async throws -> Sample {
        let samples = try await draw(prompt, seed, count: 1)
        guard let sample = samples.first else { throw BackendError(.malformedReply, "a request for one response gave none") }
        return sample
    }

    /// At temperature 1, where draws differ most.
    private func draw(_ prompt: [Int32]?, _ seed: Int64, count: Int) async throws -> [Sample] {
        var sampling = SamplingParameters()
        sampling.maxTokens = min(ProbeText.responseTokens, order.sampling.maxTokens)
        return try await backend.sample(
            SampleRequest(messages: ProbeText.prompt, promptTokens: prompt, count: count, seed: seed, sampling: sampling)
        )
    }
}
