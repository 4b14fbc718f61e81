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
    package var sampling: SamplingSettings
    package var chat: ChatSettings

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        backend = try BackendSettings(reader, unnamedModel: "base")
        location = reader.optionalModel("path")
        samples = try reader.integer("samples")
        logprobs = try reader.choice("logprobs")
        scoring = try reader.choice("scoring")
        scoringConcurrency = try reader.integer("scoring_concurrency")
        context = reader.optionalInteger("context")
        sampling = try SamplingSettings(reader.inside("sampling"))
        chat = try ChatSettings(reader.inside("chat"))
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
        mapping["sampling"] = .mapping(sampling.yaml)
        mapping["chat"] = .mapping(chat.yaml)
        return mapping
    }
}
