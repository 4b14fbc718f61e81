/// What must hold between keys. Every check stays silent where a key it needs is itself faulty.
struct CrossChecks {
    private let settings: ResolvedSettings
    private var problems: [ConfigurationProblem] = []

    static func problems(in settings: ResolvedSettings) -> [ConfigurationProblem] {
        var checks = CrossChecks(settings: settings)
        checks.checkPolicy()
        checks.checkReference()
        checks.checkRewards()
        checks.checkImplicitReward()
        checks.checkRankingReward()
        checks.checkKeep()
        checks.checkExports()
        return checks.problems
    }

    private init(settings: ResolvedSettings) { self.settings = settings }

    /// The sentence is the key and what is said of it.
    private mutating func complain(_ path: String, _ message: String) {
        problems.append(ConfigurationProblem(place: settings.place(of: path), path: path, message: path + " " + message))
    }

    // MARK: - Policy and reference

    private mutating func checkPolicy() {
        checkBackend("policy", needsModel: ["vllm", "openai"])
        guard settings.integer("policy.samples") == 1 else { return }
        complain("policy.samples", "must be at least 2, because a pair needs two answers (or 0, to measure imported ones only)")
    }

    private mutating func checkReference() {
        guard settings.isWritten("reference") else { return }
        if settings.text("reference.same_as") != nil {
            for name in ["backend", "endpoints", "api_key_env"] where settings.isWritten("reference." + name) {
                complain("reference." + name, "is taken from the policy with `same_as: policy`: remove one of the two")
            }
            return
        }
        let isChosen: Bool = settings.isWritten("reference.backend") || settings.isWritten("reference.same_as")
        if !isChosen, !settings.faulty.contains("reference") {
            complain("reference", "needs a backend of its own, or `same_as: policy`")
        }
        checkBackend("reference", needsModel: ["vllm", "openai"])
    }

    /// Servers need addresses and mostly a model name; what runs inside the program needs none.
    private mutating func checkBackend(_ section: String, needsModel: Set<String>) {
        guard let backend = settings.text(section + ".backend") else { return }
        let endpoints = section + ".endpoints"
        let hasEndpoints: Bool = settings.texts(endpoints)?.isEmpty == false
        if backend == "playground" || backend == "imported" {
            let origin: String = settings.isWritten(section + ".backend") ? "" : " (the default)"
            let advice = "has no use with backend \(backend)\(origin): name a server's backend or remove it"
            if hasEndpoints { complain(endpoints, advice) }
            if settings.isWritten(section + ".api_key_env") { complain(section + ".api_key_env", advice) }
        } else if !hasEndpoints, !settings.faulty.contains(endpoints) {
            complain(endpoints, "needs at least one URL for backend \(backend)")
        }
        let model = section + ".model"
        if needsModel.contains(backend), settings.values[model] == nil, !settings.faulty.contains(model) {
            complain(model, "is missing: the model's name as the servers of backend \(backend) know it")
        }
    }

    // MARK: - Rewards

    private mutating func checkRewards() {
        var names: Set<String> = []
        for index in 0..<(settings.counts["rewards"] ?? 0) {
            let reward = "rewards.\(index)"
            checkBackend(reward, needsModel: ["vllm"])
            checkTemplate(of: reward)
            if let name = settings.text(reward + ".name"), !names.insert(name).inserted {
                complain(reward + ".name", "repeats `\(name)`: every reward needs a name of its own")
            }
        }
    }

    private mutating func checkTemplate(of reward: String) {
        guard let backend = settings.text(reward + ".backend") else { return }
        let template = reward + ".template"
        if backend == "openrlhf", !settings.isWritten(template) {
            complain(template, "is missing: with backend openrlhf say how the text is made: `policy`, `plain` or a template file")
        }
        if backend != "openrlhf", settings.isWritten(template) {
            complain(template, "has no use with backend \(backend), which gets messages: remove it")
        }
    }

    // MARK: - Selection and export

    private mutating func checkImplicitReward() {
        let path = "selection.implicit_reward"
        guard let name = settings.text(path), let family = ImplicitReward(rawValue: name), family.needsReference else { return }
        if !settings.isWritten("reference") {
            complain(path, "\(name) compares with a reference model: add a section such as `reference: {same_as: policy, model: NAME}`")
        }
        if let mode = settings.text("policy.logprobs"), mode != LogprobMode.given.rawValue {
            complain("policy.logprobs", "must be `given` for \(path) \(name), so that policy and reference measure the same tokens")
        }
    }

    private mutating func checkRankingReward() {
        let indices = 0..<(settings.counts["rewards"] ?? 0)
        let known: [String] = indices.compactMap { settings.text("rewards.\($0).name") }
        guard let reward = settings.text("selection.reward"), !known.isEmpty, known.count == indices.count else { return }
        guard !known.contains(reward) else { return }
        complain("selection.reward", "names no reward: \(excerpt(reward)) is not among " + known.joined(separator: ", "))
    }

    private mutating func checkKeep() {
        let given: [String] = ["ratio", "count", "threshold"].filter { settings.isWritten("selection.keep." + $0) }
        if given.count > 1 {
            complain("selection.keep", "takes exactly one of ratio, count and threshold, not " + given.joined(separator: " and "))
        }
        if given.isEmpty, settings.isWritten("selection.keep"), !settings.faulty.contains("selection.keep") {
            complain("selection.keep", "needs one of ratio, count and threshold")
        }
    }

    private mutating func checkExports() {
        var formats: Set<String> = []
        for index in 0..<(settings.counts["export"] ?? 0) {
            let export = "export.\(index)"
            if let format = settings.text(export + ".format"), !formats.insert(format).inserted {
                complain(export + ".format", "repeats `\(format)`: the two files would overwrite each other")
            }
            if settings.texts(export + ".columns")?.contains("logprobs") == true, settings.text("policy.logprobs") == "none" {
                complain(export + ".columns", "asks for logprobs, but policy.logprobs is none")
            }
        }
    }
}
