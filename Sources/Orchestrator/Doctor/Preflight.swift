import Inference
import Settings

/// Everything that can be found wrong before the first sample: capabilities, servers, models, templates, log-probs.
struct Preflight: Sendable {
    let configuration: Configuration
    let backends: BackendSet
    /// Whether these servers are seen for the first time, or only their weights are new.
    let isStart: Bool
    let notice: @Sendable (RunNotice) -> Void

    /// What was found, where it does not refuse the run: a `RunError` for that.
    func check() async throws -> [Finding] {
        try Capabilities.check(
            configuration,
            policy: backends.round.policy.first?.capabilities
                ?? PolicyCapabilities(tokenizes: false, reportsSampledLogprobs: false, scoresGivenText: false, reproducible: false),
            reference: backends.round.reference.first?.capabilities
        )
        let wait = BackendWait(limit: configuration.limits.waitForBackend, notice: notice)
        let fleet = FleetProbe(
            configuration: configuration,
            backends: backends,
            isThorough: false,
            // The playground is this program: there is nothing to doubt.
            drawsSamples: isStart && configuration.policy.backend.kind != .playground,
            asksPolicy: needsPolicy,
            reach: { try await wait.untilAnswering($0, $1) }
        )
        let findings = try await fleet.examine()
        tell(findings)
        return findings
    }

    /// Throws what refuses the run.
    static func refuse(_ findings: [Finding]) throws(RunError) {
        guard let wrong = findings.first(where: { $0.verdict == .bad }) else { return }
        // A server that went away between two questions is not a wrong one.
        throw RunError(wrong.isPassing ? .resumable : .input, wrong.sentence)
    }

    private func tell(_ findings: [Finding]) {
        for finding in findings {
            switch finding.verdict {
            case .good:
                if finding.check == ProbeCheck.logprobs.rawValue { notice(.info("\(finding.endpoint): \(finding.message)")) }
            case .warning:
                if isStart { notice(.warning(finding.sentence)) }
            case .bad: break
            }
        }
    }

    /// A run that only selects from imported log-probs asks the policy nothing.
    private var needsPolicy: Bool {
        configuration.policy.samples > 0 || configuration.policy.logprobs != .none
    }
}
