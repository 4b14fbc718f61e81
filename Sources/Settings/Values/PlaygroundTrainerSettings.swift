/// How the playground's trainer trains; what is unset is the trainer's own default.
package struct PlaygroundTrainerSettings: Sendable, Hashable {
    package var loss: PlaygroundLoss
    package var beta: Double?
    /// The target margin of SimPO.
    package var gamma: Double?
    package var learningRate: Double?
    package var epochs: Int?
    /// Pairs a step.
    package var batch: Int?
    package var seed: Int?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        loss = try reader.choice("loss")
        beta = reader.optionalNumber("beta")
        gamma = reader.optionalNumber("gamma")
        learningRate = reader.optionalNumber("learning_rate")
        epochs = reader.optionalInteger("epochs")
        batch = reader.optionalInteger("batch")
        seed = reader.optionalInteger("seed")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["loss"] = .text(loss.rawValue)
        mapping["beta"] = beta.map { .double($0) }
        mapping["gamma"] = gamma.map { .double($0) }
        mapping["learning_rate"] = learningRate.map { .double($0) }
        mapping["epochs"] = epochs.map { .integer($0) }
        mapping["batch"] = batch.map { .integer($0) }
        mapping["seed"] = seed.map { .integer($0) }
        return mapping
    }
}
