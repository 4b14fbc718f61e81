import Datasets
import JSONCursor
import Ledger
import Selection
import Settings

/// Turns what a selection kept into rows of a training set. Blocks.
struct ExportRows {
    let ledger: Ledger
    let format: any TrainingSetFormat
    let options: TrainingSetOptions

    func forEach(of source: SelectionRecord, _ body: (TrainingRow) throws -> Void) throws {
        guard let round = try ledger.round(source.round) else { return }
        let spec = try SelectionJSON.read(source.spec)
        let query = ExportQuery(
            selection: source,
            reward: spec.reward,
            policy: readsLogprobs ? .init(name: round.policy, version: round.weightVersion) : nil,
            reference: readsLogprobs ? round.reference.map { .init(name: $0, version: round.referenceVersion) } : nil,
            sources: spec.sources,
            readsResponses: format.needsResponses
        )
        let reasoning = try RunStore.configuration(ledger, round: source.round)?.policy.reasoning
        // Where rows of one lineage must stay together; a scan of all prompts that nobody else needs.
        let roots = options.split == nil ? [:] : try ledger.roots()
        try ledger.forEachKept(query) { row in
            let prompt = TrainingPrompt(
                messages: row.prompt.messages,
                id: row.prompt.contentHash,
                root: roots[row.prompt.id],
                externalID: row.prompt.externalID,
                metadata: row.prompt.metadata,
                tags: try Self.tags(row.prompt.metadata),
                round: source.round
            )
            let pair = row.pair.map { pair in
                TrainingPair(
                    chosen: response(pair.chosen, reasoning),
                    rejected: response(pair.rejected, reasoning),
                    explicitMargin: pair.explicitMargin,
                    implicitMargin: pair.implicitMargin,
                    score: pair.score,
                    rank: pair.rank,
                    values: pair.values.map { TrainingValue($0.name, $0.value) }
                )
            }
            try body(TrainingRow(prompt: prompt, pair: pair, responses: row.responses.map { response($0, reasoning) }))
        }
    }

    /// Four look-ups a pair that most formats can do without.
    private var readsLogprobs: Bool {
        format.needsResponses || !options.columns.isDisjoint(with: [.logprobs, .referenceLogprobs])
    }

    private func response(_ response: ExportRow.Response, _ reasoning: ReasoningSettings?) -> TrainingResponse {
        TrainingResponse(
            text: reasoning.map { ReasoningText.strip(response.text, open: $0.open, close: $0.close) } ?? response.text,
            sample: response.sample,
            reward: response.reward,
            rewards: response.rewards.map { TrainingValue($0.name, $0.value) },
            logprob: response.policyLogprob,
            referenceLogprob: response.referenceLogprob,
            tokens: response.tokens,
            model: response.model,
            label: response.isAccepted,
            weight: response.weight
        )
    }

    private static func tags(_ metadata: String?) throws -> [String] {
        guard let metadata, metadata.utf8.starts(with: "{\"tags\":".utf8) else { return [] }
        guard case .array(let tags)? = try JSONValue(parsing: Array(metadata.utf8))["tags"] else { return [] }
        return tags.compactMap { if case .string(let tag) = $0 { tag } else { nil } }
    }
}
