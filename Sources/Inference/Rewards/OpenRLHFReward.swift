import JSONCursor
import Platform

/// A reward server that speaks OpenRLHF's contract (`openrlhf/cli/serve_rm.py` and remote reward functions): texts in, numbers out,
/// one list for all responses of a prompt.
///
/// The server reads whole texts, so a template must be chosen. `serve_rm` cuts texts at its `--data.max_len` without telling, and
/// `--reward.normalize_enable` changes the rewards' unit without telling: `notice` speaks up when they look so.
package final class OpenRLHFReward: RewardBackend {
    package let contract = "openrlhf"
    package let batching = RewardBatching.list

    private let client: EndpointClient
    private let path: String
    private let template: RewardTemplate
    private let notice: @Sendable (String) -> Void
    private let watch = Lock(NormalizedWatch())

    /// - Parameters:
    ///   - client: Its address may be the server's root, to which `/get_reward` is added, or that of the function itself.
    ///   - notice: Told once if the rewards look normalised.
    package init(client: EndpointClient, template: RewardTemplate, notice: @escaping @Sendable (String) -> Void = { _ in }) {
        self.client = client
        path = client.address.path.isEmpty ? "/get_reward" : ""
        self.template = template
        self.notice = notice
    }

    /// Scores one word: the contract has no other way to ask whether the server is there.
    package func probe() async throws -> BackendProbe {
        _ = try await rewards(["ping"], prompt: "ping")
        return BackendProbe(models: [])
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        guard !responses.isEmpty else { return [] }
        var texts: [String] = []
        for response in responses { texts.append(try await template.text(prompt: prompt, response: response)) }
        let rewards = try await rewards(texts, prompt: RewardTemplate.promptText(prompt))
        if let warning = watch.withLock({ $0.add(rewards) }) { notice(sentence(warning)) }
        return rewards
    }

    private func rewards(_ texts: [String], prompt: String) async throws -> [Double] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("query")
        writer.strings(texts)
        writer.key("prompts")
        writer.strings(Array(repeating: prompt, count: texts.count))
        writer.endObject()
        return try await client.post(path, writer.bytes) { try OpenRLHFReply.rewards(&$0, count: texts.count) }
    }

    private func sentence(_ warning: NormalizedWatch.Warning) -> String {
        switch warning {
        case .eachReply:
            return
                "\(client.address.authority): the rewards of every request have mean 0 and standard deviation 1: they are normalised among "
                + "themselves, and margins of different prompts cannot be compared; switch that off at the server"
        case .allTogether:
            return
                "\(client.address.authority): the first \(NormalizedWatch.window) rewards have mean 0 and standard deviation 1: the server "
                + "runs with --reward.normalize_enable or something like it; margins are in that unit, not in the model's own"
        }
    }
}
