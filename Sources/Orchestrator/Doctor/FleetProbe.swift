import Inference
import Settings

/// Looks at every endpoint of a configuration, all at once: first whether they answer and what they make of text, then, of those that are
/// sound so far, what they sample and measure.
struct FleetProbe: Sendable {
    let configuration: Configuration
    let backends: BackendSet
    /// Everything, or only what a run wants to know before its first request.
    let isThorough: Bool
    /// Whether endpoints are sampled from; their weights do not change what they make of seeds, so once is enough.
    let drawsSamples: Bool
    /// Whether the policy is asked anything at all.
    let asksPolicy: Bool
    /// Reaches an endpoint, with as much patience as the caller has. A `BackendError` becomes a finding; anything else ends the probe.
    let reach: @Sendable (_ name: String, _ probe: @Sendable () async throws -> BackendProbe) async throws -> BackendProbe

    func examine() async throws -> [Finding] {
        async let rewards = self.rewards()
        var members = try await Self.all(members) { try await $0.reached(reach) }
        tellAgreement(of: &members)
        // Samples of a wrong model say nothing more, and a run that is refused asks nobody for any.
        if isThorough || members.allSatisfy(\.isSound) {
            members = try await Self.all(members) { [isThorough, drawsSamples] in
                $0.isSound ? await $0.sampled(isThorough: isThorough, draws: drawsSamples) : $0
            }
            if isThorough { try await compareWeights(of: &members) }
        }
        return members.flatMap(\.findings) + (try await rewards)
    }

    // MARK: - Policies

    private var members: [FleetMember] {
        var members: [FleetMember] = []
        if asksPolicy {
            let samples = configuration.policy.samples
            members += group("policy", backends.policyEndpoints, backends.round.policy, configuration.policy.backend.model, samples)
        }
        if let reference = configuration.reference {
            members += group("reference", backends.referenceEndpoints, backends.round.reference, reference.backend.model, 0)
        }
        if let rewriter = configuration.evolution?.rewriter, case .own = rewriter.source {
            members += group("rewriter", backends.rewriterEndpoints, backends.round.rewriter, rewriter.backend.model, 0)
        }
        return members
    }

    private func group(
        _ role: String,
        _ endpoints: [String],
        _ backends: [any PolicyBackend],
        _ model: String,
        _ samples: Int
    ) -> [FleetMember] {
        let order = PolicyProbe.Order(
            isThorough: isThorough,
            sampling: configuration.samplingParameters,
            samples: samples,
            needsSampledLogprobs: role == "policy" && configuration.policy.logprobs == .sampled,
            contextLength: role == "rewriter" ? nil : configuration.policy.context
        )
        return zip(endpoints, backends).map { FleetMember(role: role, endpoint: $0, backend: $1, model: model, order: order) }
    }

    private func tellAgreement(of members: inout [FleetMember]) {
        for role in ["policy", "reference", "rewriter"] {
            let group = members.filter { $0.role == role }
            for (endpoint, finding) in EndpointAgreement(role: role, answers: group.map(\.answer)).findings
            where finding.verdict != .good || !willCompareWeights(group) {
                add(finding, to: endpoint, role, &members)
            }
        }
        guard let policy = members.first(where: { $0.role == "policy" })?.template?.prompt,
            let reference = members.first(where: { $0.role == "reference" }), let theirs = reference.template?.prompt
        else { return }
        for finding in SharedTokenizer(policy: policy, reference: theirs).findings {
            add(finding, to: reference.endpoint, "reference", &members)
        }
    }

    private func willCompareWeights(_ group: [FleetMember]) -> Bool {
        isThorough && group.count > 1 && configuration.policy.samples > 0 && group.allSatisfy { $0.backend.capabilities.scoresGivenText }
    }

    /// Has every endpoint of a role measure the policy's first response.
    private func compareWeights(of members: inout [FleetMember]) async throws {
        guard let drawn = members.first(where: { $0.role == "policy" && $0.response != nil }), let prompt = drawn.template?.prompt,
            let response = drawn.response
        else { return }
        for role in ["policy", "reference"] {
            let group = members.filter { $0.role == role && $0.template != nil }
            guard willCompareWeights(group) else { continue }
            var answers: [EndpointAgreement.Answer] = []
            for (member, measured) in try await Self.all(group, { ($0, await $0.measured(prompt, response)) }) {
                var answer = member.answer
                switch measured {
                case .success(let logprobs): answer.logprobs = logprobs
                case .failure(let error): add(ProbeFinding(.agreement, failed: error), to: member.endpoint, role, &members)
                }
                answers.append(answer)
            }
            for (endpoint, finding) in EndpointAgreement(role: role, answers: answers).findings {
                add(finding, to: endpoint, role, &members)
            }
        }
    }

    private func add(_ finding: ProbeFinding, to endpoint: String, _ role: String, _ members: inout [FleetMember]) {
        guard let index = members.firstIndex(where: { $0.role == role && $0.endpoint == endpoint }) else { return }
        members[index].add([finding])
    }

    // MARK: - Rewards

    private func rewards() async throws -> [Finding] {
        var rewards: [(role: String, endpoint: String, backend: any RewardBackend)] = []
        for reward in configuration.rewards {
            for (name, backend) in zip(backends.rewardEndpoints[reward.name] ?? [], backends.round.rewards[reward.name] ?? []) {
                rewards.append(("reward \(reward.name)", name, backend))
            }
        }
        return try await Self.all(rewards) { [reach, isThorough] reward in
            var findings: [ProbeFinding] = []
            do {
                findings = ReachReading(probe: try await reach(reward.endpoint) { try await reward.backend.probe() }, model: "").findings
                if isThorough { findings += await RewardProbe(reward.backend).selfTest() }
            } catch let error as BackendError {
                findings = [ProbeFinding(.reachable, failed: error)]
            }
            return findings.map { Finding(role: reward.role, endpoint: reward.endpoint, $0) }
        }.flatMap { $0 }
    }

    /// Does the same with all elements at once; the results are in the order of the elements.
    private static func all<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        _ body: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            for (index, element) in elements.enumerated() { group.addTask { (index, try await body(element)) } }
            var results: [(Int, Result)] = []
            for try await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
