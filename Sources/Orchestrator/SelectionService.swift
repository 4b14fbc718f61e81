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
        if request.members?.needsReferenceLogprobs ?? request.spec.needsReferenceLogprobs, round.reference == nil {
            throw RunError(
                .input,
                "the selection needs log-probs of a reference model (implicit reward \(request.implicitReward.rawValue)), and round \(round.round) has none: "
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
        made.record.id = try ledger.store(outcome.record, pairs: outcome.pairs, choices: outcome.choices, unpaired: outcome.unpaired)
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
        let funnel = answers.responses
        do throws(SelectionError) {
            if let members = request.members {
                let result = try MemberSelector.select(answers.table, by: members)
                return outcome(request, answers, result, try members.rewards(of: answers.table), funnel)
            }
            let result = try Selector.select(answers.table, by: request.spec)
            return outcome(request, answers, result, try request.spec.rewards(of: answers.table), funnel)
        } catch {
            throw RunError(.input, error.description)
        }
    }

    private func outcome(
        _ request: SelectionRequest,
        _ answers: AnswerSet,
        _ result: SelectionResult,
        _ rewards: [Double],
        _ funnel: ResponseFunnel
    ) -> SelectionOutcome {
        let pairs = result.pairs.map { pair in
            PairRecord(
                promptID: answers.prompts[pair.prompt].id,
                position: answers.prompts[pair.prompt].position,
                number: pair.place,
                chosenID: answers.responseIDs[pair.chosen],
                rejectedID: answers.responseIDs[pair.rejected],
                chosenReward: rewards[pair.chosen],
                rejectedReward: rewards[pair.rejected],
                explicitMargin: pair.explicitMargin,
                implicitMargin: pair.implicitMargin,
                score: pair.score,
                rank: pair.rank + 1,
                kept: pair.kept,
                isFlipped: pair.isFlipped,
                reason: pair.reason?.rawValue,
                values: zip(result.columns, pair.values).compactMap { name, value in value.map { (name, $0) } }
            )
        }
        let unpaired = result.withoutPair.map { prompt, reason in left(answers, prompt, reason.rawValue) }
        let kept = result.pairs.filter(\.kept)
        let diagnostics = SelectionDiagnostics(kept, of: answers.table, beta: request.spec.beta)
        let record = SelectionRecord(
            round: request.round,
            phase: request.phase,
            name: request.name,
            spec: SelectionJSON.spec(request),
            statistics: SelectionJSON.statistics(result, diagnostics, funnel)
        )
        return SelectionOutcome(
            record: record,
            pairs: pairs,
            unpaired: unpaired,
            responses: funnel,
            candidates: result.candidates,
            explanation: result.statistics.explanation,
            diagnostics: diagnostics,
            warnings: result.statistics.warnings.map(\.description) + pending(funnel) + nothing(pairs)
        )
    }

    private func outcome(
        _ request: SelectionRequest,
        _ answers: AnswerSet,
        _ result: MemberResult,
        _ rewards: [Double],
        _ funnel: ResponseFunnel
    ) -> SelectionOutcome {
        let choices = result.prompts.map { prompt in
            ChoiceRecord(
                promptID: answers.prompts[prompt.prompt].id,
                position: answers.prompts[prompt.prompt].position,
                score: prompt.score,
                rank: prompt.rank + 1,
                kept: prompt.kept,
                reason: prompt.reason?.rawValue,
                members: prompt.members.map { member in
                    MemberRecord(
                        responseID: answers.responseIDs[member.response],
                        reward: rewards[member.response],
                        isAccepted: member.label == .neither ? nil : member.label == .accepted,
                        weight: member.weight,
                        rank: member.rank
                    )
                }
            )
        }
        let record = SelectionRecord(
            round: request.round,
            phase: request.phase,
            name: request.name,
            spec: SelectionJSON.spec(request),
            statistics: SelectionJSON.statistics(result, funnel)
        )
        let isEmpty = !choices.contains(where: \.kept)
        return SelectionOutcome(
            record: record,
            choices: choices,
            unpaired: result.withoutMembers.map { prompt, reason in left(answers, prompt, reason.rawValue) },
            responses: funnel,
            balance: result.balance,
            warnings: pending(funnel)
                + (isEmpty ? ["no prompt is kept, so a training set of it is empty; `selfplay status` tells why"] : [])
        )
    }

    /// A prompt that brings nothing: left out of the round for a reason of its own, or by the selection.
    private func left(_ answers: AnswerSet, _ prompt: Int, _ reason: String) -> UnpairedRecord {
        UnpairedRecord(
            promptID: answers.prompts[prompt].id,
            position: answers.prompts[prompt].position,
            reason: answers.prompts[prompt].reason ?? reason
        )
    }
}
