/// What must hold between the keys of `evolution`.
extension CrossChecks {
    mutating func checkEvolution() {
        guard settings.isWritten("evolution") else { return }
        checkMode()
        checkEvolutionShare()
        checkStrategies()
        checkServed("evolution.rewriter", by: ["policy", "reference"])
        checkKeep("evolution.keep")
        checkMix()
    }

    /// A mode of none by default would leave all that is written without effect.
    private mutating func checkMode() {
        let path = "evolution.mode"
        if !settings.isWritten(path), !settings.faulty.contains("evolution") {
            complain(path, "is missing: \(evolutionModes) (or `none`, to keep the section without effect)")
        }
        guard let mode = settings.text(path), mode != "none", settings.integer("policy.samples") == 0 else { return }
        complain(path, "\(mode) needs answers: policy.samples is 0")
    }

    private var evolutionModes: String {
        EvolutionMode.allCases.filter { $0 != .none }.map { "`" + $0.rawValue + "`" }.joined(separator: ", ")
    }

    private mutating func checkEvolutionShare() {
        let select = "evolution.select"
        guard settings.isWritten(select + ".ratio"), settings.isWritten(select + ".count") else { return }
        complain(select, "takes ratio or count, not both")
    }

    private mutating func checkStrategies() {
        let indices = 0..<(settings.counts["evolution.templates"] ?? 0)
        let builtIn: [String] = BuiltInStrategy.allCases.map(\.rawValue)
        var known = builtIn
        for index in indices {
            let path = "evolution.templates.\(index).name"
            guard let name = settings.text(path) else { return }
            if builtIn.contains(name) {
                complain(path, "\(excerpt(name)) is a built-in strategy: take another name")
            } else if known.contains(name) {
                complain(path, "repeats \(excerpt(name)): every template needs a name of its own")
            }
            known.append(name)
        }
        guard let strategies = settings.texts("evolution.strategies") else { return }
        for name in strategies where !known.contains(name) {
            let hint = EditDistance.nearest(to: name, among: known).map { "; did you mean `\($0)`?" }
            let advice = hint ?? ": there are \(known.joined(separator: ", ")), or add it to evolution.templates"
            complain("evolution.strategies", "has no strategy \(excerpt(name))" + advice)
        }
        for index in indices {
            let path = "evolution.templates.\(index).name"
            guard let name = settings.text(path), !builtIn.contains(name), !strategies.contains(name) else { continue }
            complain(path, "\(excerpt(name)) is not used: add it to evolution.strategies, or remove it")
        }
        if strategies.isEmpty, let mode = settings.text("evolution.mode"), mode != "none" {
            complain("evolution.strategies", "must name at least one strategy for mode \(mode)")
        }
    }

    private mutating func checkMix() {
        guard settings.isWritten("evolution.mix") else { return }
        let parts: [Double] = ["evolved", "previous", "fresh"].compactMap { settings.number("evolution.mix." + $0) }
        let sum: Double = parts.reduce(0, +)
        // Shares are written in decimals, whose sum may be off by a last bit.
        guard parts.count == 3, abs(sum - 1) > 1e-9 else { return }
        complain("evolution.mix", "must sum to 1, not to \(sum)")
    }
}
