/// What must hold between keys. Every check stays silent where a key it needs is itself faulty.
struct CrossChecks {
    let settings: ResolvedSettings
    private var problems: [ConfigurationProblem] = []

    static func problems(in settings: ResolvedSettings) -> [ConfigurationProblem] {
        var checks = CrossChecks(settings: settings)
        checks.checkPolicy()
        checks.checkServed("reference", by: ["policy"])
        checks.checkDialects()
        checks.checkRewards()
        checks.checkAnnotation()
        checks.checkBudget()
        checks.checkPromptSources()
        checks.checkSelections()
        checks.checkExports()
        checks.checkEvolution()
        checks.checkTrainer()
        checks.checkRounds()
        return checks.problems
    }

    private init(settings: ResolvedSettings) { self.settings = settings }

    /// The sentence is the key and what is said of it.
    mutating func complain(_ path: String, _ message: String) {
        problems.append(ConfigurationProblem(place: settings.place(of: path), path: path, message: path + " " + message))
    }

    // MARK: - Policy and reference

    private mutating func checkPolicy() {
        checkBackend("policy", needsModel: Self.namedModels)
        checkScoring()
        guard settings.integer("policy.samples") == 1 else { return }
        complain("policy.samples", "must be at least 2, because a pair needs two answers (or 0, to measure imported ones only)")
    }

    private static let namedModels: Set<String> = ["vllm", "sglang", "openai", "llamacpp", "command"]

    /// What runs inside selfplay, or is started by it.
    private static let serverless: Set<String> = ["playground", "imported", "rule", "command"]

    private mutating func checkScoring() {
        guard let backend = settings.text("policy.backend") else { return }
        let scoring = settings.text("policy.scoring")
        if backend == "llamacpp", scoring == "none", settings.text("policy.logprobs") == "given" {
            let advice = "set policy.scoring to forced (one request a token), or policy.logprobs to sampled or none"
            complain("policy.logprobs", "given cannot be measured with backend llamacpp: " + advice)
        }
        if backend != "llamacpp", scoring == "forced" {
            complain("policy.scoring", "forced has no use with backend \(backend): remove it")
        }
    }

    /// A section whose model is served by servers of its own, or by those of another section.
    mutating func checkServed(_ section: String, by others: [String]) {
        guard settings.isWritten(section) else { return }
        let sameAs = section + ".same_as"
        if let other = settings.text(sameAs) {
            for name in ["backend", "endpoints", "api_key_env"] where settings.isWritten(section + "." + name) {
                complain("\(section).\(name)", "is taken from the \(other) with `same_as: \(other)`: remove one of the two")
            }
            if other == "reference", !settings.isWritten("reference") {
                complain(sameAs, "reference needs a section `reference`")
            }
            return
        }
        let isChosen: Bool = settings.isWritten(section + ".backend") || settings.isWritten(sameAs)
        if !isChosen, !settings.faulty.contains(section) {
            let choices: String = others.map { "`same_as: \($0)`" }.joined(separator: " or ")
            complain(section, "needs a backend of its own, or " + choices)
        }
        checkBackend(section, needsModel: Self.namedModels)
    }

    /// Servers need addresses and mostly a model name; what runs inside the program needs none.
    private mutating func checkBackend(_ section: String, needsModel: Set<String>) {
        guard let kind = settings.text(section + ".backend") else { return }
        let backend: String = kind == "followup" ? settings.text(section + ".followup.server") ?? kind : kind
        let endpoints = section + ".endpoints"
        let hasEndpoints: Bool = settings.texts(endpoints)?.isEmpty == false
        if Self.serverless.contains(backend) {
            let origin: String = settings.isWritten(section + ".backend") ? "" : " (the default)"
            let advice = "has no use with backend \(backend)\(origin): name a server's backend or remove it"
            if hasEndpoints { complain(endpoints, advice) }
            if settings.isWritten(section + ".api_key_env") { complain(section + ".api_key_env", advice) }
        } else if !hasEndpoints, !settings.faulty.contains(endpoints) {
            complain(endpoints, "needs at least one URL for backend \(backend)")
        }
        checkCommand(section, backend)
        let needsModel: Set<String> = kind == "followup" ? Self.namedModels : needsModel
        let model = section + ".model"
        if needsModel.contains(backend), settings.values[model] == nil, !settings.faulty.contains(model) {
            complain(model, "is missing: the model's name as the servers of backend \(backend) know it")
        }
    }

    private mutating func checkCommand(_ section: String, _ backend: String) {
        let command = section + ".command"
        if backend == "command", !settings.isWritten(command) {
            complain(command, "is missing: the program of backend command and its arguments (`[python3, model.py]`)")
        }
        for key in [command, section + ".processes"] where backend != "command" && settings.isWritten(key) {
            complain(key, "has no use with backend \(backend): remove it")
        }
    }

    // MARK: - Rewards

    private mutating func checkRewards() {
        var names: Set<String> = []
        for index in 0..<(settings.counts["rewards"] ?? 0) {
            let reward = "rewards.\(index)"
            checkBackend(reward, needsModel: ["vllm", "judge"])
            checkContract(of: reward)
            checkTemplate(of: reward)
            if let name = settings.text(reward + ".name"), !names.insert(name).inserted {
                complain(reward + ".name", "repeats `\(name)`: every reward needs a name of its own")
            }
        }
    }

    private mutating func checkTemplate(of reward: String) {
        guard let name = settings.text(reward + ".backend"), let backend = RewardBackendKind(rawValue: name) else { return }
        let template = reward + ".template"
        let isPair: Bool = backend == .tei && settings.values[reward + ".pair"] == .bool(true)
        let readsOneText: Bool = backend.readsOneText && !isPair
        if readsOneText, !settings.isWritten(template) {
            complain(template, "is missing: with backend \(name) say how the text is made: `policy`, `plain` or a template file")
        }
        if !readsOneText, settings.isWritten(template) {
            complain(template, "has no use with backend \(name), which gets prompt and answer as they are: remove it")
        }
    }

    // MARK: - Choices

    mutating func checkKeep(_ section: String) {
        checkChoice(in: section, among: ["ratio", "count", "threshold"])
    }

    /// A section takes exactly one of some of its keys.
    mutating func checkChoice(in section: String, among names: [String]) {
        let given: [String] = names.filter { settings.isWritten("\(section).\($0)") }
        let listed: String = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
        if given.count > 1 {
            complain(section, "takes exactly one of \(listed), not " + given.joined(separator: " and "))
        }
        if given.isEmpty, settings.isWritten(section), !settings.faulty.contains(section) {
            complain(section, "needs one of " + listed)
        }
    }
}
