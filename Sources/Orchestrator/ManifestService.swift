import Datasets
import JSONCursor
import Ledger
import Platform
import Settings

/// Writes a round's `manifest.json` beside its training sets. Blocks.
struct ManifestService: Sendable {
    let ledger: Ledger
    let folder: RunFolder

    /// Writes it with these sets, and with those of other folders that the manifest there is has already.
    func write(round number: Int, _ exports: [Manifest.Export]) throws {
        guard let run = try ledger.run(), let round = try ledger.round(number) else { return }
        let configuration = try RunStore.configuration(ledger, round: number)
        let emitted = try (configuration?.emission ?? Emission(rounds: 1)).sources(of: number, in: ledger)
        // A ledger that was imported into has selections of other names only.
        let sources = emitted.isEmpty ? try ledger.selections(round: number).filter { $0.phase == .base }.prefix(1) : emitted[...]
        let own = sources.filter { $0.round == number }
        var counts: [Funnel.Step] = []
        var funnels: [Funnel] = []
        for selection in own {
            let unit = selection.phase == .base ? "" : " " + selection.phase.rawValue
            let (paired, kept) = try ledger.pairCounts(selection: selection.id)
            counts += [Funnel.Step("pairs" + unit, paired), Funnel.Step("pairs kept" + unit, kept)]
            let members = try ledger.memberCounts(selection: selection.id)
            if members != (0, 0) {
                counts += [Funnel.Step("accepted" + unit, members.accepted), Funnel.Step("rejected" + unit, members.rejected)]
            }
            funnels += try self.funnels(of: selection)
        }
        if let rewrites = try RewriteCounts.read(ledger, round: number) { funnels.append(rewrites.funnel) }
        for source in sources where source.round < number {
            let kept = try ledger.pairCounts(selection: source.id).kept
            counts.append(Funnel.Step("pairs of round \(source.round) \(source.phase.rawValue)", kept))
        }
        let path = folder.absolute(RunFolder.manifest(number))
        let manifest = Manifest(
            run: run.name,
            round: number,
            configuration: configuration?.identity ?? "",
            seeds: [Funnel.Step("run", Int(run.seed))],
            models: try models(round, Array(own)),
            counts: counts,
            funnels: funnels,
            exports: exports,
            others: others(in: path, besides: exports),
            explanation: try explanation(Array(own))
        )
        try manifest.write(to: path)
    }

    /// The sets of other folders in the manifest that stands there.
    private func others(in path: String, besides exports: [Manifest.Export]) -> [JSONValue] {
        guard let bytes = SmallFile.read(path), let old = try? JSONValue(parsing: bytes) else { return [] }
        guard case .array(let known)? = old["exports"] else { return [] }
        let written = Set(exports.map(\.folder))
        var others: [JSONValue] = []
        for export in known {
            if case .string(let place)? = export["folder"], !written.contains(place) { others.append(export) }
        }
        return others
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
    func funnels(of selection: SelectionRecord) throws -> [Funnel] {
        let unit = selection.phase == .base ? "" : " " + selection.phase.rawValue
        let kept = try ledger.promptCounts(selection: selection.id).kept
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

    func models(_ round: RoundRecord, _ own: [SelectionRecord]) throws -> [Manifest.Model] {
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
