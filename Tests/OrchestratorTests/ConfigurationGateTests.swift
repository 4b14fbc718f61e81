import Ledger
import Platform
import Settings
import Testing

@testable import Orchestrator

/// Whether a started run may go on under a changed configuration.
@Suite struct ConfigurationGateTests {
    @Test func theSameConfigurationGoesOnInSilence() throws {
        #expect(try admit([]).isEmpty)
    }

    @Test(arguments: ["seed=8", "policy.model=base-2", "policy.sampling.temperature=0.5", "prompts.source=other.jsonl"])
    func aFixedKeyIsRefusedWithADiff(_ override: String) throws {
        let error = #expect(throws: RunError.self) { try admit([override]) }
        let (key, value) = (override.prefix { $0 != "=" }, override.drop { $0 != "=" }.dropFirst())
        #expect(error?.kind == .input)
        for part in [String(key), String(value), "--run-dir"] { #expect(error?.message.contains(part) == true, "\(error?.message ?? "")") }
    }

    @Test func everyRefusedKeyIsNamedAtOnce() throws {
        let error = #expect(throws: RunError.self) { try admit(["seed=8", "policy.model=base-2", "limits.attempts=9"]) }
        #expect(error?.message.contains("seed") == true)
        #expect(error?.message.contains("policy.model") == true)
        #expect(error?.message.contains("limits.attempts") == false)
    }

    @Test(arguments: ["limits.attempts=9", "rounds=5", "policy.samples=4"])
    func whatMayChangeIsAdmittedAndTold(_ override: String) throws {
        let told = try admit([override])
        #expect(told.count == 1)
        #expect(told.first?.contains(override.prefix { $0 != "=" }) == true)
    }

    @Test func samplesMayBecomeMoreButNotFewer() throws {
        #expect(throws: RunError.self) { try admit(["policy.samples=0"]) }
    }

    @Test func anImportIsMeasuredUnderTheModelsItWasMadeFor() throws {
        let measured = try Samples.configuration(["policy.samples=0", "policy.logprobs=given"])
        #expect(throws: Never.self) { try ConfigurationGate.admit(measured, imported(policy: "base", reference: nil)) { _ in } }
        let other = #expect(throws: RunError.self) {
            try ConfigurationGate.admit(measured, imported(policy: "theirs", reference: nil)) { _ in }
        }
        #expect(other?.message.contains("theirs") == true)
    }

    @Test func anImportIsNotSampledAnew() throws {
        let error = #expect(throws: RunError.self) {
            try ConfigurationGate.admit(Samples.configuration(), imported(policy: "base", reference: nil)) { _ in }
        }
        #expect(error?.message.contains("policy.samples") == true)
    }

    @Test func anImportWithoutAReferenceTakesTheConfigurationsAndAnotherIsRefused() throws {
        let configuration = try Samples.configuration([
            "policy.samples=0", "policy.logprobs=given", "reference={backend: playground, model: base-2}",
        ])
        let ledger = try imported(policy: "base", reference: nil)
        try ConfigurationGate.admit(configuration, ledger) { _ in }
        #expect(try ledger.round(1)?.reference == "base-2")
        #expect(throws: RunError.self) {
            try ConfigurationGate.admit(configuration, imported(policy: "base", reference: "base-3")) { _ in }
        }
    }

    /// What is told when a run of the sample configuration goes on with the overrides.
    private func admit(_ overrides: [String]) throws -> [String] {
        let ledger = try Samples.ledger(Samples.configuration())
        let told = Lock<[String]>([])
        try ConfigurationGate.admit(Samples.configuration(overrides), ledger) { notice in
            if case .info(let text) = notice { told.withLock { $0.append(text) } }
        }
        return told.withLock { $0 }
    }

    private func imported(policy: String, reference: String?) throws -> Ledger {
        let ledger = try Ledger.inMemory()
        let run = RunRecord(name: "import", seed: 7, createdAt: 0, createdBy: "0")
        let prompt = PromptImport(prompt: Samples.pool(1)[0], responses: [])
        try ledger.importRound(run, prompts: [prompt], policy: policy, reference: reference, at: 0)
        return ledger
    }
}
