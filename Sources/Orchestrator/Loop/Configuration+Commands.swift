import Settings

extension Configuration {
    /// Throws where a command has a placeholder that it does not know: that is found before the first request, not after hours.
    func checkCommands() throws(RunError) {
        if trainer.kind == .command { _ = try CommandTemplate(trainer.command, key: "trainer.command") }
        for command in trainer.before { _ = try CommandTemplate(command, key: "trainer.before", known: CommandPlaceholder.helper) }
        for command in trainer.after { _ = try CommandTemplate(command, key: "trainer.after", known: CommandPlaceholder.helper) }
        let weights = trainer.weights
        _ = try CommandTemplate(weights.command, key: "trainer.weights.command", known: CommandPlaceholder.restart)
        _ = try CommandTemplate(weights.stopCommand, key: "trainer.weights.stop_command", known: CommandPlaceholder.helper)
        if let eval { _ = try CommandTemplate(eval.command, key: "eval.command", known: CommandPlaceholder.evaluation) }
    }
}
