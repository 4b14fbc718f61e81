import JSONCursor
import Scheduling

/// The head of a reward model that vLLM's pooling servers read: what asking for its raw output takes, whatever the path.
struct VLLMHead: Sendable {
    private let client: EndpointClient
    private let model: String
    private let templateArguments: ExtraFields
    private let watch: ScoreWatch

    init(
        client: EndpointClient,
        model: String,
        templateArguments: JSONValue,
        notice: @escaping @Sendable (String) -> Void
    ) throws(BackendError) {
        self.client = client.at(client.address.atServerRoot())
        self.model = model
        self.templateArguments = try ExtraFields(templateArguments, reserved: [], setting: "rewards.template_kwargs")
        watch = ScoreWatch(
            remedy: "if it is no such model, this vLLM applies a sigmoid; start it with --pooler-config '{\"use_activation\": false}'",
            notice: notice
        )
    }

    func probe() async throws -> BackendProbe {
        try await client.get("/v1/models") { try ModelList(&$0).probe(of: model, server: "vLLM") }
    }

    /// One score a response, one request each. `task` is for the path that has to be told one.
    func scores(
        at path: String,
        task: String? = nil,
        prompt: [Message],
        responses: [String],
        _ read: (inout JSONCursor) throws -> Double
    ) async throws -> [Double] {
        var scores: [Double] = []
        for response in responses {
            let body = VLLMConversationBody(
                model: model,
                conversation: prompt + [Message(role: "assistant", content: response)],
                task: task,
                templateArguments: templateArguments
            )
            scores.append(try await client.post(path, body.bytes, read))
        }
        watch.add(scores, place: "\(client.address.authority) (\(model))")
        return scores
    }

    func load() async throws -> ServerLoad? {
        try await client.getIfOffered("/metrics") { VLLMLoad.read($0.body) }
    }
}
