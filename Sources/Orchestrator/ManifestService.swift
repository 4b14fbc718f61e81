import Datasets
import Ledger
import Settings

/// Writes a round's `manifest.json` beside its training sets. Blocks.
struct ManifestService: Sendable {
    let ledger: Ledger
    let folder: RunFolder

    func write(round: RoundRecord, selection: SelectionRecord, format: any TrainingSetFormat, file: TrainingSetFile) throws {
        guard let run = try ledger.run() else { return }
        let spec = try SelectionJSON.read(selection.spec)
        let (paired, kept) = try ledger.pairCounts(selection: selection.id)
        let reasons = try ledger.promptReasons(selection: selection.id)
        let planned = kept + reasons.reduce(0) { $0 + $1.count }
        let responses = try SelectionJSON.responses(selection.statistics)
        let identity = try RunStore.configuration(ledger, round: round.round)?.identity ?? ""
        var models = [
            Manifest.Model(role: "policy", name: round.policy, weightVersion: round.weightVersion.isEmpty ? nil : round.weightVersion)
        ]
        if let reference = round.reference { models.append(.init(role: "reference", name: reference)) }
        models.append(.init(role: "reward", name: spec.reward))
        let manifest = Manifest(
            run: run.name,
            round: round.round,
            configuration: identity,
            seeds: [Funnel.Step("run", Int(run.seed))],
            models: models,
            counts: [Funnel.Step("pairs", paired), Funnel.Step("pairs kept", kept)],
            funnels: [
                Funnel(
                    unit: "prompts",
                    planned: planned,
                    steps: [Funnel.Step("kept", kept)] + reasons.map { Funnel.Step($0.reason, $0.count) }
                ),
                Funnel(
                    unit: "responses",
                    planned: responses.planned,
                    steps: [Funnel.Step("usable", responses.usable)] + responses.reasons.map { Funnel.Step($0.reason, $0.count) }
                ),
            ],
            exports: [Manifest.Export(format: format, files: [file])]
        )
        try manifest.write(to: folder.absolute(RunFolder.manifest(round.round)))
    }
}
