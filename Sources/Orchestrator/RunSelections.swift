package import Ledger
package import Settings

/// Selections of a run beside those its configuration names. Blocks.
package struct RunSelections: Sendable {
    /// A change of one key under `selection`.
    package enum Change: Sendable, Hashable {
        case text(String, String)
        case number(String, Double)
        case count(String, Int)
        case unset(String)
        /// `key=value`, the value as YAML.
        case yaml(String)
    }

    let ledger: Ledger
    /// The newest one, or what stands for it where responses were only imported.
    package let configuration: Configuration
    /// Whether responses were only imported: then nothing says which log-probs a response must have.
    let isImported: Bool

    package init(ledger: Ledger) throws {
        self.ledger = ledger
        if let recorded = try RunStore.configuration(ledger) {
            configuration = recorded
            isImported = false
            return
        }
        let run = try ledger.run()
        let round = try ledger.rounds().first
        let rewards = try round.map { try ledger.rewardNames(round: $0.round) } ?? []
        do {
            configuration = try Configuration.imported(
                run: RunSelections.name(run?.name ?? ""),
                seed: Int(run?.seed ?? 0),
                rewards: rewards,
                reference: round?.reference
            )
        } catch {
            throw RunError(.input, error.description)
        }
        isImported = true
    }

    /// The settings of a selection by this name.
    /// - Parameter preset: nil starts from the run's own selection.
    package func settings(name: String, preset: String?, changes: [Change]) throws -> SelectionSettings {
        var values: [(key: String, value: YAMLValue?)] = []
        var overrides: [String] = []
        for change in changes {
            switch change {
            case .text(let key, let text): values.append((key, .text(text)))
            case .number(let key, let number): values.append((key, .double(number)))
            case .count(let key, let count): values.append((key, .integer(count)))
            case .unset(let key): values.append((key, nil))
            case .yaml(let text): overrides.append(text)
            }
        }
        do {
            return try configuration.selecting(name: name, preset: preset, changes: values, overrides: overrides)
        } catch {
            throw RunError(.input, error.problems.map(\.message).joined(separator: "\n"))
        }
    }

    package func request(_ settings: SelectionSettings, round: Int, phase: Phase = .base) throws -> SelectionRequest {
        guard try ledger.round(round) != nil else {
            throw RunError(.input, "round \(round) does not exist in this ledger; `selfplay status` lists the rounds")
        }
        let references = try ledger.references(round: round)
        var request = try configuration.selectionRequest(settings, round: round, phase: phase, key: "selection", references: references)
        if isImported { request.requiresLogprobs = false }
        let known = try ledger.rewardNames(round: round)
        for reward in [request.reward] + request.furtherRewards where !known.contains(reward) {
            throw RunError(.input, "round \(round) has no reward named \(reward); it has: \(known.joined(separator: ", "))")
        }
        return request
    }

    /// An import's name is its folder's, which may be anything.
    private static func name(_ text: String) -> String {
        let plain = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
        return plain.first?.isLetter == true ? String(plain.prefix(100)) : "import"
    }
}
