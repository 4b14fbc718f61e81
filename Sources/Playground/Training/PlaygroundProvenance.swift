import JSONCursor

/// Where a trained model came from, for people: nothing is read back from it.
package struct PlaygroundProvenance: Sendable {
    /// The version of the model training began with.
    package var initial: String
    /// The version of DPO's reference; nil where the loss needs none.
    package var reference: String?
    package var settings: PlaygroundTrainingSettings
    package var statistics: PlaygroundTrainingStatistics
    /// Of the training set's bytes.
    package var dataSHA256: String

    package init(
        initial: String,
        reference: String?,
        settings: PlaygroundTrainingSettings,
        statistics: PlaygroundTrainingStatistics,
        dataSHA256: String
    ) {
        self.initial = initial
        self.reference = reference
        self.settings = settings
        self.statistics = statistics
        self.dataSHA256 = dataSHA256
    }

    /// One member a line.
    func json(base: String, rows: Int, weights: String) -> [UInt8] {
        var members: [(String, String)] = [
            ("version", "\(WeightFile.version)"), ("base", Self.quoted(base)), ("rows", "\(rows)"),
            ("init", Self.quoted(initial)), ("reference", reference.map(Self.quoted) ?? "null"),
            ("loss", Self.quoted(settings.loss.rawValue)), ("beta", "\(settings.beta)"), ("gamma", "\(settings.gamma)"),
            ("learning_rate", "\(settings.learningRate)"), ("epochs", "\(settings.epochs)"), ("batch", "\(settings.batch)"),
            ("seed", "\(settings.seed)"), ("sft_weight", "\(settings.sftWeight)"),
        ]
        members += statistics.members.map { ($0.name, $0.json) }
        members += [("data_sha256", Self.quoted(dataSHA256)), ("weights_sha256", Self.quoted(weights))]
        let lines = members.map { "  \"\($0.0)\": \($0.1)" }
        return Array(("{\n" + lines.joined(separator: ",\n") + "\n}\n").utf8)
    }

    private static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
