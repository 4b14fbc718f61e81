/// Keys that belong to one backend, and those it cannot do without.
extension CrossChecks {
    mutating func checkDialects() {
        guard let backend = settings.text("policy.backend") else { return }
        let interface = settings.text("policy.api")
        checkUse("policy.api", of: ["openai"], backend)
        checkUse("policy.deterministic", of: ["sglang", "openai"], backend)
        checkUse("policy.offers", of: ["command"], backend)
        checkUse("policy.batch", of: ["openai"], backend)
        checkUse("policy.template", of: ["openai"], backend)
        let isCompletions: Bool = backend == "openai" && interface == "completions"
        if isCompletions, !settings.isWritten("policy.template") {
            complain("policy.template", "is missing: with api completions a text file must say how messages become one text")
        }
        if backend == "openai", !isCompletions, settings.isWritten("policy.template") {
            complain("policy.template", "has no use with api chat, where the server applies its own template: remove it")
        }
        if isCompletions, settings.isWritten("policy.batch") {
            complain("policy.batch", "works with api chat only")
        }
    }

    mutating func checkContract(of reward: String) {
        guard let backend = settings.text(reward + ".backend") else { return }
        checkUse(reward + ".contract", of: ["vllm"], backend)
        checkUse(reward + ".pair", of: ["tei"], backend)
        checkUse(reward + ".output", of: ["triton"], backend)
        checkUse(reward + ".rule", of: ["rule"], backend)
        checkUse(reward + ".judge", of: ["judge"], backend)
        checkUse(reward + ".batch", of: ["judge"], backend)
        checkUse(reward + ".followup", of: ["followup"], backend)
        for key in ["positive", "negative"] where backend == "followup" && settings.texts("\(reward).followup.\(key)")?.isEmpty == true {
            complain("\(reward).followup.\(key)", "needs at least one text")
        }
        if backend == "rule", settings.text(reward + ".rule.kind") == "regex", !settings.isWritten(reward + ".rule.pattern") {
            complain(reward + ".rule.pattern", "is missing: what kind regex looks for in an answer")
        }
        checkComparing(reward + ".judge")
        guard let lowest = settings.integer(reward + ".judge.lowest"), let highest = settings.integer(reward + ".judge.highest") else {
            return
        }
        if lowest >= highest { complain(reward + ".judge.highest", "must be above judge.lowest (\(lowest)), not \(highest)") }
    }

    private mutating func checkComparing(_ judge: String) {
        for key in ["aggregate", "schedule"] where settings.text(judge + ".mode") == "pointwise" && settings.isWritten("\(judge).\(key)") {
            complain("\(judge).\(key)", "has no use with mode pointwise, which compares nothing: remove it, or set mode: pairwise")
        }
        guard settings.text(judge + ".schedule") == "merge_sort" else { return }
        if settings.text(judge + ".pairs") == "ring" {
            complain(judge + ".schedule", "merge_sort finds the pairs itself: remove pairs: ring")
        }
        if settings.isWritten(judge.dropLast(".judge".count) + ".batch") {
            complain(judge + ".schedule", "merge_sort asks for one comparison after the other, which a batch cannot: remove batch")
        }
    }

    mutating func checkBudget() {
        let count = settings.counts["prices"] ?? 0
        if settings.isWritten("budget.cost"), count == 0 {
            complain("budget.cost", "needs `prices`, or nobody knows what a token costs")
        }
        var models: Set<String> = []
        for index in 0..<count {
            guard let model = settings.text("prices.\(index).model") else { continue }
            if !models.insert(model).inserted { complain("prices.\(index).model", "repeats `\(model)`: every model has one price") }
        }
        guard settings.isWritten("budget"), !settings.faulty.contains("budget") else { return }
        let caps: [String] = ["requests", "tokens", "cost", "hours"]
        if !caps.contains(where: { settings.isWritten("budget." + $0) }) {
            complain("budget", "needs at least one of " + caps.joined(separator: ", "))
        }
    }

    private mutating func checkUse(_ path: String, of backends: [String], _ backend: String) {
        guard settings.isWritten(path), !backends.contains(backend) else { return }
        complain(path, "has no use with backend \(backend): it is for \(backends.joined(separator: " and "))")
    }
}
