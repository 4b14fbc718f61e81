/// What must hold between the keys of a selection, and between selections and exports.
extension CrossChecks {
    mutating func checkSelections() {
        checkSelection("selection")
        var names: Set<String> = ["base", "evolved"]
        for index in 0..<(settings.counts["selections"] ?? 0) {
            let section = "selections.\(index)"
            checkSelection(section)
            guard let name = settings.text(section + ".name") else { continue }
            if ["base", "evolved"].contains(name) {
                complain(section + ".name", "\(excerpt(name)) is the round's own selection: take another name")
            } else if !names.insert(name).inserted {
                complain(section + ".name", "repeats \(excerpt(name)): every selection needs a name of its own")
            }
        }
    }

    private mutating func checkSelection(_ section: String) {
        checkImplicitReward(section)
        checkRankingReward(section)
        checkChoice(in: section + ".keep", among: ["ratio", "count", "threshold"])
        for index in 0..<(settings.counts[section + ".quotas"] ?? 0) {
            checkChoice(in: "\(section).quotas.\(index)", among: ["share", "count"])
        }
        let shares = (0..<(settings.counts[section + ".quotas"] ?? 0)).compactMap { settings.number("\(section).quotas.\($0).share") }
        let sum: Double = shares.reduce(0, +)
        if sum > 1 + 1e-9 {
            complain(section + ".quotas", "have shares that sum to \((sum * 1e6).rounded() / 1e6): at most 1 can be given away")
        }
        if settings.text(section + ".vectors") == "embedding", !settings.isWritten("embeddings") {
            complain(section + ".vectors", "embedding needs a section `embeddings` with the endpoints to ask")
        }
        checkMembers(section)
    }

    mutating func checkPromptSources() {
        guard settings.isWritten("prompts"), !settings.faulty.contains("prompts") else { return }
        let given = ["source", "sources"].filter { settings.isWritten("prompts." + $0) }
        if given.isEmpty { complain("prompts", "needs `source`, a file of prompts, or `sources`, several") }
        if given.count > 1 { complain("prompts", "takes source or sources, not both") }
        if settings.isWritten("prompts.columns"), settings.isWritten("prompts.sources") {
            complain("prompts.columns", "goes with source; with sources every entry has columns of its own")
        }
        let known = ["prompt", "messages", "id", "system", "tags", "answer"]
        let sections = ["prompts"] + (0..<(settings.counts["prompts.sources"] ?? 0)).map { "prompts.sources.\($0)" }
        for section in sections {
            guard case .mapping(let columns)? = settings.values[section + ".columns"] else { continue }
            for entry in columns.entries where !known.contains(entry.key) {
                complain(section + ".columns", "has no column \(excerpt(entry.key)): there are " + known.joined(separator: ", "))
            }
        }
    }

    private mutating func checkMembers(_ section: String) {
        guard let rule = settings.text(section + ".members.rule"), rule != "none" else { return }
        for name in ["pairing", "flip", "pairs_per_prompt"] where settings.isWritten("\(section).\(name)") {
            complain("\(section).\(name)", "has no use with members.rule \(rule), which makes no pairs: remove it")
        }
        if section == "selection", settings.text("evolution.mode").map({ $0 != "none" }) == true {
            complain(section + ".members.rule", "\(rule) makes no pairs, and evolution goes by them: put it into an entry of `selections`")
        }
    }

    private mutating func checkImplicitReward(_ section: String) {
        let path = section + ".implicit_reward"
        guard let name = settings.text(path), let family = ImplicitReward(rawValue: name), family.needsReference else { return }
        if !settings.isWritten("reference") {
            complain(path, "\(name) compares with a reference model: add a section such as `reference: {same_as: policy, model: NAME}`")
        }
        if let mode = settings.text("policy.logprobs"), mode != LogprobMode.given.rawValue {
            complain("policy.logprobs", "must be `given` for \(path) \(name), so that policy and reference measure the same tokens")
        }
    }

    /// A bare word is meant to be a reward's name; everything else is an expression, which the selection's own language reads.
    private mutating func checkRankingReward(_ section: String) {
        let indices = 0..<(settings.counts["rewards"] ?? 0)
        let known: [String] = indices.compactMap { settings.text("rewards.\($0).name") }
        let path = section + ".reward"
        guard let reward = settings.text(path), !known.isEmpty, known.count == indices.count, !known.contains(reward) else { return }
        let isWord = reward.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()+*/.,<>=!".utf8.contains($0) }
        guard isWord, !Self.answerColumns.contains(reward) else { return }
        complain(path, "names no reward: \(excerpt(reward)) is not among " + known.joined(separator: ", "))
    }

    /// Columns of answers without a dot, which may be a reward by themselves.
    private static let answerColumns: Set<String> = ["l", "rho", "T", "lbar", "h", "rarity", "kl", "chars"]

    mutating func checkExports() {
        let own: Set<String> = ["base"]
        let count = settings.counts["selections"] ?? 0
        let selections = own.union((0..<count).compactMap { settings.text("selections.\($0).name") })
        var sets: Set<String> = []
        for index in 0..<(settings.counts["export"] ?? 0) {
            let export = "export.\(index)"
            guard let format = settings.text(export + ".format"), let selection = settings.text(export + ".selection") else { continue }
            if !sets.insert(format + " " + selection).inserted {
                complain(export + ".format", "repeats `\(format)`: the two files would overwrite each other")
            }
            if !selections.contains(selection) {
                complain(
                    export + ".selection",
                    "names no selection: \(excerpt(selection)) is not among " + selections.sorted().joined(separator: ", ")
                )
            }
            if settings.isWritten(export + ".license"), settings.values[export + ".hub"] != .bool(true) {
                complain(export + ".license", "stands on the card of a Hub layout only: add hub: true, or remove it")
            }
            if settings.texts(export + ".columns")?.contains("logprobs") == true, settings.text("policy.logprobs") == "none" {
                complain(export + ".columns", "asks for logprobs, but policy.logprobs is none")
            }
        }
    }
}
