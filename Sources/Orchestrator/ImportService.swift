import Datasets
import Ledger

/// Turns a data set of existing responses into a ledger. Blocks.
package struct ImportService: Sendable {
    /// What an import brought.
    package struct Outcome: Sendable, Hashable {
        package var prompts: Int
        package var responses: Int
        package var rewards: [String]
        package var logprobs: Int
        /// Responses with fields of their own that have no place in the ledger.
        package var fieldsLeft: Int
    }

    let path: String
    let reading: Reading
    let run: String
    let seed: Int
    let policy: String
    let reference: String?
    let version: String

    /// How the data set is read.
    package struct Reading: Sendable, Hashable {
        /// A layout by name; nil: recognised by its keys.
        package var layout: String?
        /// Ours to the data set's names.
        package var columns: [String: String]
        /// Which of a folder's shards; nil: `train` where there is one.
        package var split: String?
        /// What a bare `reward` is called.
        package var rewardName: String

        package init(layout: String? = nil, columns: [String: String] = [:], split: String? = nil, rewardName: String = "reward") {
            self.layout = layout
            self.columns = columns
            self.split = split
            self.rewardName = rewardName
        }

        /// The layouts there are.
        package static let layouts: [String] = ImportLayout.allCases.map(\.rawValue)
    }

    package init(path: String, reading: Reading = Reading(), run: String, seed: Int, policy: String, reference: String?, version: String) {
        self.path = path
        self.reading = reading
        self.run = run
        self.seed = seed
        self.policy = policy
        self.reference = reference
        self.version = version
    }

    /// Reads everything first; only then is the folder made and one transaction written.
    package func run(into folder: RunFolder) throws -> Outcome {
        try RunStore.refuseTaken(folder)
        let (prompts, outcome) = try read()
        let now = RunClock.wall
        let store = try RunStore.create(folder) { store in
            try store.ledger.importRound(
                RunRecord(name: run, seed: Int64(seed), createdAt: now, createdBy: version),
                prompts: prompts,
                policy: policy,
                reference: reference,
                at: now
            )
        }
        try store.finish()
        return outcome
    }

    private func read() throws -> ([PromptImport], Outcome) {
        var prompts: [PromptImport] = []
        var outcome = Outcome(prompts: 0, responses: 0, rewards: [], logprobs: 0, fieldsLeft: 0)
        var rewards: Set<String> = []
        do {
            let reader = ImportReader(
                path: path,
                rewardName: reading.rewardName,
                layout: reading.layout.flatMap(ImportLayout.init(rawValue:)),
                columns: ColumnMapping(reading.columns),
                split: reading.split
            )
            try reader.read { imported in
                if imported.position == prompts.count {
                    prompts.append(PromptImport(prompt: imported.prompt.poolPrompt, responses: []))
                }
                for response in imported.responses {
                    prompts[imported.position].responses.append(Self.response(response))
                    rewards.formUnion(response.rewards.map(\.name))
                    outcome.logprobs += (response.policyLogprob == nil ? 0 : 1) + (response.referenceLogprob == nil ? 0 : 1)
                    outcome.logprobs += response.referenceLogprobs.count
                    try refuseDoubles(response)
                    outcome.fieldsLeft += response.metadata == nil ? 0 : 1
                }
                outcome.responses += imported.responses.count
                if reference == nil, imported.responses.contains(where: { $0.referenceLogprob != nil }) {
                    throw RunError(.input, "\(path) has reference log-probs: say which model they hold for with --reference-model")
                }
            }
        } catch let error as DatasetError {
            throw RunError(.input, error.description)
        }
        outcome.prompts = prompts.count
        outcome.rewards = rewards.sorted()
        return (prompts, outcome)
    }

    /// What holds for the policy or the reference has a field of its own.
    private func refuseDoubles(_ response: ImportedResponse) throws(RunError) {
        guard let double = response.referenceLogprobs.first(where: { $0.name == policy || $0.name == reference }) else { return }
        let (role, field) = double.name == policy ? ("policy", "policy_logprob") : ("reference", "reference_logprob")
        throw RunError(
            .input,
            "\(path): `reference_logprobs` names \(double.name), which is the \(role) of this import: give it as `\(field)`"
        )
    }

    private static func response(_ response: ImportedResponse) -> PromptImport.Response {
        PromptImport.Response(
            text: response.text,
            source: response.source,
            tokens: response.tokenIDs,
            tokenCount: response.tokens,
            rewards: response.rewards.map { ($0.name, $0.score) },
            policyLogprob: response.policyLogprob,
            referenceLogprob: response.referenceLogprob,
            referenceLogprobs: response.referenceLogprobs.map { ($0.name, $0.sum) }
        )
    }
}
