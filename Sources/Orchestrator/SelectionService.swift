import JSONCursor
package import Ledger
import Selection

/// Makes selections from stored facts. Blocks; everything it does to the ledger is one transaction.
package struct SelectionService: Sendable {
    let ledger: Ledger

    package init(ledger: Ledger) {
        self.ledger = ledger
    }

    /// Makes the selection and stores it; the same request again returns what is stored.
    package func select(_ request: SelectionRequest) throws -> SelectionOutcome {
        guard let round = try ledger.round(request.round) else {
            throw RunError(.input, "round \(request.round) does not exist in this ledger; `selfplay status` lists the rounds")
        }
        if request.spec.needsReferenceLogprobs, round.reference == nil {
            throw RunError(
                .input,
                "the implicit reward \(request.implicitReward.rawValue) needs a reference model, and round \(round.round) has none: "
                    + "choose mean_logprob or simpo, or import with --reference-model"
            )
        }
        let outcome = try compute(request, round)
        if let stored = try ledger.selection(round: request.round, phase: request.phase, name: request.name) {
            guard stored.spec == outcome.record.spec else {
                throw RunError(
                    .input,
                    "round \(request.round) already has a selection named \(request.name) with other settings; choose another --name"
                )
            }
            var known = outcome
            known.record = stored
            return known
        }
        var made = outcome
        made.record.id = try ledger.store(outcome.record, pairs: outcome.pairs, unpaired: outcome.unpaired)
        return made
    }

    /// A selection made before all facts are there is made of what there is; that must not go unsaid.
    private func pending(_ funnel: ResponseFunnel) -> [String] {
        guard let count = funnel.reasons.first(where: { $0.reason == "pending" })?.count else { return [] }
        return ["\(count) responses lack a reward or a log-prob so far and were left out; `selfplay run` or `resume` measures them"]
    }

    /// A training set without a row makes a trainer fail, hours later perhaps.
    private func nothing(_ pairs: [PairRecord]) -> [String] {
        guard !pairs.contains(where: \.kept) else { return [] }
        return ["no pair is kept, so a training set of it is empty; `selfplay status` tells why"]
    }

    private func compute(_ request: SelectionRequest, _ round: RoundRecord) throws -> SelectionOutcome {
        let query = request.query(round)
        let answers = try ledger.answers(query)
        let result: SelectionResult
        do {
            result = try Selector.select(answers.table, by: request.spec)
        } catch {
            throw RunError(.input, error.description)
        }
        let pairs = result.pairs.map { pair in
            PairRecord(
                promptID: answers.prompts[pair.prompt].id,
                position: answers.prompts[pair.prompt].position,
                chosenID: answers.responseIDs[pair.chosen],
                rejectedID: answers.responseIDs[pair.rejected],
                explicitMargin: pair.explicitMargin,
                implicitMargin: pair.implicitMargin,
                score: pair.score,
                rank: pair.rank + 1,
                kept: pair.kept
            )
        }
        let unpaired = result.withoutPair.map { prompt, reason in
            UnpairedRecord(
                promptID: answers.prompts[prompt].id,
                position: answers.prompts[prompt].position,
                reason: answers.prompts[prompt].reason ?? reason.rawValue
            )
        }
        let funnel = answers.responses
        let record = SelectionRecord(
            round: request.round,
            phase: request.phase,
            name: request.name,
            spec: SelectionJSON.spec(request),
            statistics: SelectionJSON.statistics(result, funnel)
        )
        return SelectionOutcome(
            record: record,
            pairs: pairs,
            unpaired: unpaired,
            responses: funnel,
            candidates: result.candidates,
            explanation: result.statistics.explanation,
            warnings: result.statistics.warnings.map(\.description) + pending(funnel) + nothing(pairs)
        )
    }
}
