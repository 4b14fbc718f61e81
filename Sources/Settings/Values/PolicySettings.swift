/// The model that is trained.
package struct PolicySettings: Sendable, Hashable {
    package var backend: BackendSettings<PolicyBackendKind>
    /// Unset: the model's name.
    package var location: ModelLocation?
    /// Answers per prompt and round: 0 (measure imported ones only) or at least 2.
    package var samples: Int
    package var logprobs: LogprobMode
    package var scoring: PolicyScoring
    /// The most log-probability requests in flight at one endpoint.
    package var scoringConcurrency: Int
    /// The longest sequence in tokens, where the server's word is overridden.
    package var context: Int?
    /// Backend `openai`.
    package var interface: PolicyInterface
    /// Backend `openai` with `completions`: how messages become the one text the model goes on from.
    package var template: ConfiguredPath?
    /// Backends `sglang` and `openai` with `completions`: equal seeds give equal text there.
    package var isDeterministic: Bool
    /// Backend `command`: what the program can do.
    package var offers: Set<CommandOffer>
    /// Unset: live requests.
    package var batch: BatchSettings?
    package var sampling: SamplingSettings
    package var chat: ChatSettings
    /// Unset: an answer's text is all of it.
    package var reasoning: ReasoningSettings?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        backend = try BackendSettings(reader, unnamedModel: "base")
        location = reader.optionalModel("path")
        samples = try reader.integer("samples")
        logprobs = try reader.choice("logprobs")
        scoring = try reader.choice("scoring")
        scoringConcurrency = try reader.integer("scoring_concurrency")
        context = reader.optionalInteger("context")
        interface = try reader.choice("api")
        template = reader.optionalFile("template")
        isDeterministic = try reader.flag("deterministic")
        offers = Set(try reader.texts("offers").compactMap(CommandOffer.init(rawValue:)))
        batch = reader.isWritten("batch") ? try BatchSettings(reader.inside("batch")) : nil
        sampling = try SamplingSettings(reader.inside("sampling"))
        chat = try ChatSettings(reader.inside("chat"))
        reasoning = reader.isWritten("reasoning") ? try ReasoningSettings(reader.inside("reasoning")) : nil
    }

    /// What the trainer starts from in round 1: a folder, a hub id or a name.
    package var path: String { location?.resolved ?? backend.model }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        backend.write(into: &mapping)
        mapping["path"] = location.map { .text($0.text) }
        mapping["samples"] = .integer(samples)
        mapping["logprobs"] = .text(logprobs.rawValue)
        mapping["scoring"] = .text(scoring.rawValue)
        mapping["scoring_concurrency"] = .integer(scoringConcurrency)
        mapping["context"] = context.map { .integer($0) }
        if backend.kind == .openai { mapping["api"] = .text(interface.rawValue) }
        mapping["template"] = template.map { .text($0.text) }
        if backend.kind == .sglang || backend.kind == .openai { mapping["deterministic"] = .bool(isDeterministic) }
        if backend.kind == .command {
            mapping["offers"] = .list(CommandOffer.allCases.filter(offers.contains).map { .text($0.rawValue) })
        }
        mapping["batch"] = batch.map { .mapping($0.yaml) }
        mapping["sampling"] = .mapping(sampling.yaml)
        mapping["chat"] = .mapping(chat.yaml)
        mapping["reasoning"] = reasoning.map { .mapping($0.yaml) }
        return mapping
    }
}
