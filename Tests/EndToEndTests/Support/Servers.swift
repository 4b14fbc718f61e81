import TestSupport

/// A vLLM policy and a vLLM reward model on 127.0.0.1, started.
struct Servers {
    let policy: VLLMDouble
    let reward: VLLMDouble
    let policyAddress: String
    let rewardAddress: String

    /// Starts both, hands them to `body`, and stops them.
    static func with<Result>(
        _ options: VLLMDouble.Options = VLLMDouble.Options(),
        _ body: (Servers) async throws -> Result
    ) async throws -> Result {
        var rewardOptions = VLLMDouble.Options()
        rewardOptions.models = ["rm"]
        let policy = VLLMDouble(options)
        let reward = VLLMDouble(rewardOptions)
        let servers = Servers(
            policy: policy,
            reward: reward,
            policyAddress: try await policy.start(),
            rewardAddress: try await reward.start()
        )
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(servers)) } catch { result = .failure(error) }
        await policy.stop()
        await reward.stop()
        return try result.get()
    }

    var configuration: String { Settings.vllm(policyAddress, reward: rewardAddress) }

    /// An address of 127.0.0.1 at which nobody answers.
    static func deadAddress() async throws -> String {
        let double = VLLMDouble()
        let address = try await double.start()
        await double.stop()
        return address
    }
}
