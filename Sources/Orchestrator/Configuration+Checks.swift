import Datasets
import Selection
package import Settings

/// What can be found wrong in selections and training sets before there is a fact: a round must not end with it.
extension Configuration {
    /// Throws `RunError` with the key and what to change.
    package func checkSelections() throws(RunError) {
        var all = [(settings: selection, request: try selectionRequest(round: 1))]
        try checkLogprobs(all[0].request, key: "selection")
        for settings in selections {
            let key = "selections[\(settings.name)]"
            let request = try selectionRequest(settings, round: 1, key: key)
            try checkLogprobs(request, key: key)
            all.append((settings, request))
        }
        for (index, export) in export.enumerated() {
            guard let written = all.first(where: { $0.settings.name == export.selection })?.settings else { continue }
            do {
                try check(export, of: written)
            } catch {
                throw RunError(.input, "export[\(index)]: \(error.message)")
            }
        }
    }

    private func checkLogprobs(_ request: SelectionRequest, key: String) throws(RunError) {
        guard policy.logprobs == .none else {
            guard request.members?.needsReferenceLogprobs ?? request.spec.needsReferenceLogprobs else { return }
            guard reference == nil || policy.logprobs != .given else { return }
            throw RunError(
                .input,
                "\(key) reads log-probs of a reference (implicit_reward \(request.implicitReward.rawValue)): it needs a reference section "
                    + "and policy.logprobs: given"
            )
        }
        guard request.needs.implicitReward || request.needs.policyLogprobs || request.needs.referenceLogprobs else { return }
        let readsScore = request.members == nil && request.spec.score.needsImplicitMargin
        throw RunError(
            .input,
            (readsScore ? "\(key).score is \(request.score.text), which uses dh" : "\(key) reads log-probs")
                + ", but policy.logprobs is none: set policy.logprobs to given, "
                + "or choose a score without dh (explicit, random)"
        )
    }

    private func check(_ export: ExportSettings, of selection: SelectionSettings) throws(RunError) {
        guard let format = TrainingSetFormats.named(export.format.rawValue) else { return }
        let members = selection.members.rule
        if members != .none {
            guard format.layout != .pairs else {
                throw RunError(
                    .input,
                    "the format \(format.name) needs pairs, and the selection \(selection.name) chooses answers one by one "
                        + "(members.rule \(members.rawValue)): take another format, or another selection"
                )
            }
            guard export.copies == nil, export.bands == nil, !export.hasStages else {
                throw RunError(.input, "copies, bands and stages are of pairs, and the selection \(selection.name) makes none: remove them")
            }
            if members == .ranked, format.layout == .responses || export.format == .sets {
                throw RunError(.input, "the format \(format.name) needs labels, and members.rule ranked gives none: take the format ranked")
            }
        } else if export.format == .sets {
            throw RunError(
                .input,
                "the format sets needs labelled answers, and the selection \(selection.name) makes pairs: set its members.rule"
            )
        }
        let values = members == .none ? selection.columns.map(\.name) : []
        var needed: [(column: String, by: String)] = []
        if export.copies != nil { needed.append(("soft_label", "copies")) }
        if export.isWeighted, members == .none { needed.append(("weight", "weighted")) }
        if export.hasStages { needed.append(("stage", "stages")) }
        if export.format == .sppo { needed.append(("win_probability", "the format sppo")) }
        for (column, reader) in needed where !values.contains(column) {
            throw RunError(
                .input,
                "\(reader) reads the column \(column), which the selection \(selection.name) lacks: add it to its columns"
            )
        }
        if export.columns.contains(.externalID), let evolution, evolution.mode != .none {
            throw RunError(.input, "prompts that evolution writes have no id of yours: leave the column external_id out")
        }
        var options = TrainingSetOptions(
            kind: export.file.flatMap { RecordFileKind(rawValue: $0.rawValue) },
            columns: Set(export.columns.compactMap { TrainingSetColumn(rawValue: $0.rawValue) }),
            values: values,
            replication: export.copies.map { .softLabels(copies: $0) } ?? (export.isWeighted ? .weights(seed: 0) : nil)
        )
        options.grouping = export.bands != nil ? .bands([0]) : export.hasStages ? .stages : nil
        do {
            _ = try TrainingSetJob(format: format, options: options, folder: "")
        } catch let error as DatasetError {
            throw RunError(.input, error.message)
        } catch {
            throw RunError(.input, "\(error)")
        }
    }

    /// A column of the prompts' own ids needs one of every prompt.
    func checkIdentifiers(_ pool: PromptPool) throws(RunError) {
        guard let index = export.firstIndex(where: { $0.columns.contains(.externalID) }) else { return }
        let count = pool.prompts.count { $0.externalID == nil && !$0.isHeldOut }
        guard count > 0 else { return }
        throw RunError(
            .input,
            "export[\(index)]: \(count) of the prompts have no id of their own for the column external_id: give them one, or leave the column out"
        )
    }
}
