import Settings

/// The playground's trainer as a command: it goes through the same hand-off as any other.
enum PlaygroundTraining {
    static func arguments(_ configuration: Configuration) -> [String] {
        let settings = configuration.trainer.playground
        var arguments = [
            "/proc/self/exe", "playground-train", "--data", "{dataset}", "--init", "{policy}", "--reference", "{reference}", "--output",
            "{output}", "--loss", settings.loss.rawValue,
        ]
        func add(_ option: String, _ value: String?) {
            if let value { arguments += [option, value] }
        }
        add("--beta", settings.beta.map { "\($0)" })
        add("--gamma", settings.gamma.map { "\($0)" })
        add("--learning-rate", settings.learningRate.map { "\($0)" })
        add("--epochs", settings.epochs.map(String.init))
        add("--batch", settings.batch.map(String.init))
        add("--seed", String(settings.seed ?? configuration.seed))
        return arguments
    }
}
