package import Inference

/// The playground's reward model: a hidden function of prompt and response, with as much label noise as asked for.
///
/// noisy reward = reward + `noise` * g, where g is standard normal, drawn from a hash of the model, the noise seed, the conversation and
/// the response: equal text gets an equal reward in any order, at any time. `noise` is in units of the reward's own standard deviation,
/// which is about 1.
package struct PlaygroundReward: RewardBackend {
    package let contract = "playground"
    package let batching = RewardBatching.list
    private let name: String
    private let function: PlaygroundRewardFunction
    private let noise: Double
    private let noiseSeed: Int64
    private let delay: Double
    private let counters: PlaygroundCounters

    /// One of `PlaygroundCatalog.rewards`. Throws `misconfigured` for any other name, a negative noise or delay.
    ///
    /// - Parameters:
    ///   - noise: Standard deviation of the label noise; 0 for none.
    ///   - noiseSeed: Another seed gives the same texts other noise.
    ///   - delay: Seconds every call waits first.
    package init(
        named name: String = "hidden",
        noise: Double = 0,
        noiseSeed: Int64 = 0,
        delay: Double = 0,
        counters: PlaygroundCounters = PlaygroundCounters()
    ) throws(BackendError) {
        try PlaygroundDelay.check(delay)
        if !(noise >= 0 && noise.isFinite) {
            throw BackendError(.misconfigured, "the playground's reward noise must be 0 or more, not \(noise)")
        }
        function = PlaygroundRewardFunction(seed: try PlaygroundCatalog.seed(ofReward: name))
        self.name = name
        self.noise = noise
        self.noiseSeed = noiseSeed
        self.delay = delay
        self.counters = counters
    }

    package func probe() async throws -> BackendProbe {
        try counters.record(.probe, items: 1)
        return BackendProbe(models: [name], server: "playground")
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        try counters.record(.reward, items: responses.count)
        try await PlaygroundDelay.wait(delay)
        let clean = noiseless(prompt: prompt, responses: responses)
        return zip(clean, responses).map { reward, response in
            noise == 0 ? reward : reward + noise * deviate(prompt: prompt, response: response)
        }
    }

    /// The rewards before noise, in order. Not counted as a call: it is what an experiment compares with, and no backend has it.
    package func noiseless(prompt: [Message], responses: [String]) -> [Double] {
        responses.map { function.reward(prompt: prompt, response: $0) }
    }

    private func deviate(prompt: [Message], response: String) -> Double {
        var hash = StableHash()
        hash.combine(UInt64(bitPattern: noiseSeed))
        hash.combine(name)
        for message in prompt {
            hash.combine(message.role)
            hash.combine(message.content)
        }
        hash.combine(response)
        var generator = SeededGenerator(seed: hash.value)
        return generator.normal()
    }
}
