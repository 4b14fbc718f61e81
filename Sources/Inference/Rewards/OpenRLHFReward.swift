import JSONCursor

/// A reward server that speaks OpenRLHF's contract (`openrlhf/cli/serve_rm.py` and remote reward functions): texts in, numbers out,
/// one list for all responses of a prompt.
///
/// The server reads whole texts, so a template must be chosen. `serve_rm` cuts texts at its `--data.max_len` without telling.
package struct OpenRLHFReward: RewardBackend {
    package let contract = "openrlhf"
    package let batching = RewardBatching.list

    private let client: EndpointClient
    private let path: String
    private let template: RewardTemplate

    /// `client`'s address may be the server's root, to which `/get_reward` is added, or that of the function itself.
    package init(client: EndpointClient, template: RewardTemplate) {
        self.client = client
        path = client.address.path.isEmpty ? "/get_reward" : ""
        self.template = template
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
        return try await rewards(texts, prompt: RewardTemplate.promptText(prompt))
    }

    private func rewards(_ texts: [String], prompt: String) async throws -> [Double] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("query")
        writer.strings(texts)
        writer.key("prompts")
        writer.strings(Array(repeating: prompt, count: texts.count))
        writer.endObject()
        return try await client.post(path, writer.bytes) { try Self.rewards(&$0, count: texts.count) }
    }

    /// `{"rewards":[…]}`, alone or with `scores` and `extra_logs` beside it.
    private static func rewards(_ cursor: inout JSONCursor, count: Int) throws -> [Double] {
        var rewards: [Double]?
        try cursor.object { key, value in
            switch key {
            case "rewards": rewards = try value.doubles()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard let rewards else { throw BadReply.malformed("the reply holds no rewards") }
        guard rewards.count == count else {
            throw BadReply.malformed("\(rewards.count) rewards came back for \(count) texts")
        }
        return rewards
    }
}
