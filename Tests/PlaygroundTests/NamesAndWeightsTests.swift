import Inference
import Playground
import Testing

@Suite struct NamesAndWeightsTests {
    @Test func anUnknownNameIsMisconfiguredAndTheKnownOnesAreListed() {
        let policy = #expect(throws: BackendError.self) { try PlaygroundPolicy(named: "llama") }
        #expect(policy?.failure == .misconfigured)
        #expect(policy?.message.contains("base, base-2, base-3") == true)
        let reward = #expect(throws: BackendError.self) { try PlaygroundReward(named: "base") }
        #expect(reward?.failure == .misconfigured)
        #expect(reward?.message.contains("hidden, hidden-2, hidden-3") == true)
    }

    @Test func aProbeTellsModelContextAndWeights() async throws {
        let probe = try await Fixture.policy.probe()
        #expect(probe.models == ["base"])
        #expect(probe.weightVersion == Fixture.policy.model.version)
        #expect(try await PlaygroundReward().probe().models == ["hidden"])
        let sample = try await Fixture.policy.sample(Fixture.request("What is a dog?"))[0]
        #expect(sample.weightVersion == probe.weightVersion)
    }

    @Test func itCanDoAllThatAPolicyBackendCan() {
        let capabilities = Fixture.policy.capabilities
        #expect(capabilities.tokenizes && capabilities.reportsSampledLogprobs && capabilities.scoresGivenText && capabilities.reproducible)
    }

    @Test func aNameGivesTheSameWeightsAndAnotherNameOthers() async throws {
        let again = try PlaygroundPolicy()
        #expect(again.model.weights == Fixture.policy.model.weights)
        let other = try PlaygroundPolicy(named: "base-2")
        #expect(other.model.weights != Fixture.policy.model.weights)
        #expect(other.model.version != again.model.version)
        let request = Fixture.request("Describe a farm.", count: 5)
        #expect(try await other.sample(request).map(\.tokenLogprobs) != again.sample(request).map(\.tokenLogprobs))
    }

    @Test func changedWeightsChangeTheProbabilitiesAsTheFormulaSays() async throws {
        var weights = Fixture.policy.model.weights
        let dog = Fixture.vocabulary.id(of: "dog")
        weights[PlaygroundFeatures.bias * Fixture.vocabulary.count + Int(dog)] += 2
        let changed = try PlaygroundPolicy(model: PlaygroundModel(version: "changed", weights: weights), name: "changed")
        let prompt = try await changed.promptTokens(of: Fixture.ask("What is a dog?"))
        let cat = Fixture.vocabulary.id(of: "cat")
        func logOdds(_ policy: PlaygroundPolicy) async throws -> Double {
            try await policy.score(prompt: prompt, response: [dog])[0] - policy.score(prompt: prompt, response: [cat])[0]
        }
        let difference = try await logOdds(changed) - logOdds(Fixture.policy)
        #expect(abs(difference - 2) < 1e-12)
    }

    @Test func weightsThatAreNoModelAreRefused() {
        let short = #expect(throws: BackendError.self) { try PlaygroundModel(version: "short", weights: [1, 2, 3]) }
        #expect(short?.failure == .misconfigured)
        for bad in [Double.nan, .infinity] {
            var weights = Fixture.policy.model.weights
            weights[weights.count - 1] = bad
            let error = #expect(throws: BackendError.self) { try PlaygroundModel(version: "bad", weights: weights) }
            #expect(error?.failure == .notFinite)
        }
    }

    @Test func senselessSettingsAreMisconfigured() {
        let attempts: [() throws -> Void] = [
            { _ = try PlaygroundPolicy(model: Fixture.policy.model, name: "x", contextLength: 2) },
            { _ = try PlaygroundPolicy(model: Fixture.policy.model, name: "x", delay: -1) },
            { _ = try PlaygroundReward(noise: -0.1) },
            { _ = try PlaygroundReward(noise: .nan) },
            { _ = try PlaygroundReward(delay: .infinity) },
        ]
        for attempt in attempts {
            let error = #expect(throws: BackendError.self) { try attempt() }
            #expect(error?.failure == .misconfigured)
        }
    }
}
