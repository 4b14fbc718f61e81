/// A reward model.
package struct RewardSettings: Sendable, Hashable {
    /// The name its scores are recorded under.
    package var name: String
    package var backend: BackendSettings<RewardBackendKind>
    /// Set for backends that read one text, and for nothing else.
    package var template: RewardTemplate?
    /// A score does not depend on which answers share its request.
    package var isBatchIndependent: Bool
    package var contract: RewardContract
    /// Backend `tei`: prompt and response go as a pair, as cross-encoders read them.
    package var isPair: Bool
    /// Backend `triton`: the output tensor that holds the scores.
    package var output: String
    /// Set for `rule` and for nothing else.
    package var rule: RuleSettings?
    /// Set for `judge` and for nothing else.
    package var judge: JudgeSettings?
    /// Set for `followup` and for nothing else.
    package var followup: FollowupSettings?
    /// Unset: live requests.
    package var batch: BatchSettings?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        name = try reader.text("name")
        let unnamed: [String: String] = ["playground": "hidden", "followup": "base"]
        backend = try BackendSettings(reader, unnamedModel: reader.optionalText("backend").flatMap { unnamed[$0] } ?? name)
        template = reader.optionalText("template").map { RewardTemplate($0, folder: reader.folder) }
        isBatchIndependent = try reader.flag("batch_independent")
        contract = try reader.choice("contract")
        isPair = try reader.flag("pair")
        output = try reader.text("output")
        rule = backend.kind == .rule ? try RuleSettings(reader.inside("rule")) : nil
        judge = backend.kind == .judge ? try JudgeSettings(reader.inside("judge")) : nil
        followup = backend.kind == .followup ? try FollowupSettings(reader.inside("followup")) : nil
        batch = reader.isWritten("batch") ? try BatchSettings(reader.inside("batch")) : nil
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["name"] = .text(name)
        backend.write(into: &mapping)
        mapping["template"] = template.map { .text($0.text) }
        mapping["batch_independent"] = .bool(isBatchIndependent)
        if backend.kind == .vllm { mapping["contract"] = .text(contract.rawValue) }
        if backend.kind == .tei { mapping["pair"] = .bool(isPair) }
        if backend.kind == .triton { mapping["output"] = .text(output) }
        mapping["rule"] = rule.map { .mapping($0.yaml) }
        mapping["judge"] = judge.map { .mapping($0.yaml) }
        mapping["followup"] = followup.map { .mapping($0.yaml) }
        mapping["batch"] = batch.map { .mapping($0.yaml) }
        return mapping
    }
}
