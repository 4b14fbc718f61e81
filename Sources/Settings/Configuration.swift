/// A checked configuration with every default filled in.
package struct Configuration: Sendable, Hashable {
    package var run: String
    package var seed: Int
    /// In total.
    package var rounds: Int
    /// Unset: the run's own default.
    package var ledger: ConfiguredPath?
    /// Unset: only imported prompts.
    package var prompts: PromptSettings?
    package var policy: PolicySettings
    package var reference: ReferenceSettings?
    /// At least one; names are unique.
    package var rewards: [RewardSettings]
    /// Unset: no text becomes a vector.
    package var embeddings: EmbeddingsSettings?
    package var annotate: AnnotateSettings
    package var selection: SelectionSettings
    /// Further ones of every round; names are unique.
    package var selections: [SelectionSettings]
    /// Unset: prompts stay as they are.
    package var evolution: EvolutionSettings?
    package var limits: LimitSettings
    /// Unset: no cap.
    package var budget: BudgetSettings?
    package var prices: [PriceSettings]
    package var export: [ExportSettings]
    package var emit: EmitSettings
    package var trainer: TrainerSettings
    /// Unset: no prompts are held out.
    package var heldOut: HeldOutSettings?
    package var earlyStop: EarlyStopSettings?
    package var eval: EvalSettings?
    package var hooks: HookSettings?
    /// In the order of their rounds.
    package var schedule: [ScheduleEntry]
    package var playground: PlaygroundSettings
    /// The absolute folder relative paths were taken from. Not part of the rendered text.
    package var folder: String
}

extension Configuration {
    /// Reads and checks a configuration.
    ///
    /// - Parameters:
    ///   - yaml: The text of the file.
    ///   - file: The file's name as it is shown in messages.
    ///   - folder: The absolute folder that relative paths are relative to.
    ///   - overrides: `key.path=value` each; later ones win.
    /// - Throws: Everything that is wrong, at once; only broken YAML or a broken override hides the rest.
    package init(yaml: String, file: String, folder: String, overrides: [String] = []) throws(ConfigurationError) {
        let root = try Self.tree(yaml: yaml, file: file, overrides: overrides)
        var resolver = SettingsResolver()
        resolver.resolve(root)
        let problems = resolver.problems + CrossChecks.problems(in: resolver.settings)
        guard problems.isEmpty else { throw ConfigurationError(problems) }
        try self.init(SettingsReader(settings: resolver.settings, section: "", folder: folder))
    }

    private static func tree(yaml: String, file: String, overrides: [String]) throws(ConfigurationError) -> MarkedNode {
        let start: SourcePlace = .file(name: file, line: 1, column: 1)
        do throws(ConfigurationProblem) {
            let parsed = try YAMLParser.parse(yaml) { .file(name: file, line: $0, column: $1) }
            guard var root = parsed, !root.isNull else {
                let message = "the configuration is empty: it needs at least `run` and `rewards`"
                throw ConfigurationProblem(place: start, path: "", message: message)
            }
            for override in overrides {
                root = try ConfigurationOverride(override).apply(to: root)
            }
            return try SelectionPreset.fillIn(root)
        } catch {
            throw ConfigurationError([error])
        }
    }

    private init(_ reader: SettingsReader) throws(ConfigurationError) {
        run = try reader.text("run")
        seed = try reader.integer("seed")
        rounds = try reader.integer("rounds")
        ledger = reader.optionalFile("ledger")
        prompts = reader.isWritten("prompts") ? try PromptSettings(reader.inside("prompts")) : nil
        policy = try PolicySettings(reader.inside("policy"))
        reference = reader.isWritten("reference") ? try ReferenceSettings(reader.inside("reference"), policy: policy) : nil
        rewards = []
        for entry in reader.entries("rewards") { rewards.append(try RewardSettings(entry)) }
        embeddings = reader.isWritten("embeddings") ? try EmbeddingsSettings(reader.inside("embeddings")) : nil
        annotate = try AnnotateSettings(reader.inside("annotate"))
        selection = try SelectionSettings(reader.inside("selection"), rewards: rewards)
        selections = []
        for entry in reader.entries("selections") { selections.append(try SelectionSettings(entry, rewards: rewards)) }
        evolution = nil
        if reader.isWritten("evolution") {
            let section = reader.inside("evolution")
            evolution = try EvolutionSettings(section, policy: policy, reference: reference, selection: selection)
        }
        limits = try LimitSettings(reader.inside("limits"))
        budget = reader.isWritten("budget") ? try BudgetSettings(reader.inside("budget")) : nil
        prices = []
        for entry in reader.entries("prices") { prices.append(try PriceSettings(entry)) }
        export = []
        for entry in reader.entries("export") { export.append(try ExportSettings(entry)) }
        emit = try EmitSettings(reader.inside("emit"), evolution: evolution?.mode ?? EvolutionMode.none)
        trainer = try TrainerSettings(reader.inside("trainer"), export: export)
        heldOut = reader.isWritten("held_out") ? try HeldOutSettings(reader.inside("held_out")) : nil
        earlyStop = reader.isWritten("early_stop") ? try EarlyStopSettings(reader.inside("early_stop")) : nil
        eval = reader.isWritten("eval") ? try EvalSettings(reader.inside("eval")) : nil
        hooks = reader.isWritten("hooks") ? try HookSettings(reader.inside("hooks")) : nil
        schedule = []
        for entry in reader.entries("schedule") { schedule.append(try ScheduleEntry(entry)) }
        playground = try PlaygroundSettings(reader.inside("playground"))
        folder = reader.folder
    }
}
