import ArgumentParser
import Orchestrator
import Playground

/// How the playground's policy is trained, for the commands that train it.
struct PlaygroundTrainingOptions: ParsableArguments {
    @Option(help: "dpo or simpo.")
    var loss = "dpo"

    @Option(help: "The factor of the implicit reward; the loss has its own default.")
    var beta: Double?

    @Option(help: "SimPO's target margin.")
    var gamma: Double?

    @Option(help: "The step size of gradient descent.")
    var learningRate: Double?

    @Option(help: "How often every pair is seen.")
    var epochs: Int?

    @Option(help: "Pairs a step.")
    var batch: Int?

    @Option(help: "Weight of the chosen response's negative log-prob beside the loss.")
    var sftWeight: Double?

    /// The loss's defaults with what was given.
    func settings() throws(RunError) -> PlaygroundTrainingSettings {
        var settings = PlaygroundTrainingSettings(loss: try Expressions.choice(loss, option: "--loss"))
        if let beta { settings.beta = beta }
        if let gamma { settings.gamma = gamma }
        if let learningRate { settings.learningRate = learningRate }
        if let epochs { settings.epochs = epochs }
        if let batch { settings.batch = batch }
        if let sftWeight { settings.sftWeight = sftWeight }
        return settings
    }
}
