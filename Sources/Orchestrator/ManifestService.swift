import Datasets
import JSONCursor
import Ledger
import Settings

/// Writes a round's `manifest.json` beside its training sets. Blocks.
struct ManifestService: Sendable {
    let ledger: Ledger
    let folder: RunFolder

    /// - Parameter sources: the selections whose pairs the set holds; those of the round itself are accounted for in funnels.
    func write(round: RoundRecord, sources: [SelectionRecord], format: any TrainingSetFormat, file: TrainingSetFile) throws {
        guard let run = try ledger.run() else { return }
        let identity = try RunStore.configuration(ledger, round: round.round)?.identity ?? ""
        let own = sources.filter { $0.round == round.round }
        var counts: [Funnel.Step] = []
        var funnels: [Funnel] = []
        for selection in own {
            let unit = selection.phase == .base ? "" : " " + selection.phase.rawValue
            let (paired, kept) = try ledger.pairCounts(selection: selection.id)
            counts += [Funnel.Step("pairs" + unit, paired), Funnel.Step("pairs kept" + unit, kept)]
            funnels += try self.funnels(of: selection, unit, kept: try ledger.promptCounts(selection: selection.id).kept)
        }
        if let rewrites = try RewriteCounts.read(ledger, round: round.round) { funnels.append(rewrites.funnel) }
        for source in sources where source.round < round.round {
            let kept = try ledger.pairCounts(selection: source.id).kept
            counts.append(Funnel.Step("pairs of round \(source.round) \(source.phase.rawValue)", kept))
        }
        let manifest = Manifest(
            run: run.name,
            round: round.round,
            configuration: identity,
            seeds: [Funnel.Step("run", Int(run.seed))],
            models: try models(round, own),
            counts: counts,
            funnels: funnels,
            exports: [Manifest.Export(format: format, files: [file])],
            explanation: try explanation(own)
        )
        try manifest.write(to: folder.absolute(RunFolder.manifest(round.round)))
    }

    /// What the score of each of the round's selections is made of, as the ledger has it; one of an older program has none.
    private func explanation(_ selections: [SelectionRecord]) throws -> JSONValue? {
        var members: [JSONValue.Member] = []
        for selection in selections {
            guard let value = try JSONValue(parsing: Array(selection.statistics.utf8))["explanation"] else { continue }
            members.append(.init(selection.phase.rawValue, value))
        }
        return members.isEmpty ? nil : .object(members)
    }

    /// What became of the prompts and of the responses a selection chose from.
    private func funnels(of selection: SelectionRecord, _ unit: String, kept: Int) throws -> [Funnel] {
        let reasons = try ledger.promptReasons(selection: selection.id)
        let responses = try SelectionJSON.responses(selection.statistics)
        return [
            Funnel(
                unit: "prompts" + unit,
                planned: kept + reasons.reduce(0) { $0 + $1.count },
                steps: [Funnel.Step("kept", kept)] + reasons.map { Funnel.Step($0.reason, $0.count) }
            ),
            Funnel(
                unit: "responses" + unit,
                planned: responses.planned,
                steps: [Funnel.Step("usable", responses.usable)] + responses.reasons.map { Funnel.Step($0.reason, $0.count) }
            ),
        ]
    }

    private func models(_ round: RoundRecord, _ own: [SelectionRecord]) throws -> [Manifest.Model] {
        func version(_ text: String) -> String? { text.isEmpty ? nil : text }
        var models = [Manifest.Model(role: "policy", name: round.policy, weightVersion: version(round.weightVersion))]
        if let reference = round.reference {
            models.append(.init(role: "reference", name: reference, weightVersion: version(round.referenceVersion)))
        }
        if let selection = own.first {
            models.append(.init(role: "reward", name: try SelectionJSON.read(selection.spec).reward))
        }
        return models
    }
}
