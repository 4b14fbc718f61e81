package import Evolution
package import Inference
package import Ledger
import Platform
package import Selection
package import Settings

/// What the configuration says of rounds, in the orchestrator's terms.
extension Configuration {
    package var shape: RoundShape { shape(of: 1) }

    /// What a round consists of.
    package func shape(of round: Int) -> RoundShape {
        let evolution: RoundShape.Evolution =
            switch evolutionMode {
            case .none: .none
            case .evolveThenSelect: .withinRound
            case .evolveAll: .everything
            case .sampleThenEvolve: .betweenRounds
            }
        return RoundShape(
            evolution: evolution,
            trains: trainer.kind != .none,
            hasHeldOut: heldOut != nil,
            evaluates: eval.map { round % $0.every == 0 } ?? false
        )
    }

    package var emission: Emission {
        switch emit.rounds {
        case .this: Emission(rounds: 1)
        case .all: Emission(rounds: nil)
        case .last(let count): Emission(rounds: count)
        }
    }

    /// Answers per prompt of a phase.
    package func samples(in phase: Phase) -> Int {
        switch phase {
        case .base, .evolved: policy.samples
        case .baseline, .heldOut: heldOut?.samples ?? 0
        case .parents: 0
        }
    }

    /// Rewrites planned per parent; nil where none are made.
    package var rewritesPerParent: Int? {
        guard let evolution, evolution.mode != .none else { return nil }
        let all = evolution.strategies.count
        return if case .count(let count) = evolution.perPrompt { min(count, all) } else { all }
    }

    /// The strategies in force. Blocks: reads templates of the user's own.
    ///
    /// - Parameter kept: templates by name as the ledger keeps them; they stand for files and for what this version of the program has.
    package func strategyChoice(kept: [String: String] = [:]) throws(RunError) -> StrategyChoice? {
        guard let evolution, evolution.mode != .none else { return nil }
        do {
            var own: [RewriteStrategy] = []
            for (name, template) in kept.sorted(by: { $0.key < $1.key }) {
                own.append(try RewriteStrategy(name: name, template: template))
            }
            for template in evolution.templates where kept[template.name] == nil {
                guard let bytes = SmallFile.read(template.file.absolute), let text = String(validating: bytes, as: UTF8.self) else {
                    throw RunError(.input, "evolution.templates: \(template.file.text) cannot be read as a UTF-8 text file")
                }
                own.append(try RewriteStrategy(name: template.name, template: text))
            }
            let strategies = try StrategyBook(own: own).strategies(named: evolution.strategies)
            return StrategyChoice(strategies: strategies, perPrompt: rewritesPerParent)
        } catch let error as RunError {
            throw error
        } catch {
            throw RunError(.input, "evolution: \(error)")
        }
    }

    /// How rewrites of a round are made. Blocks as `strategyChoice`.
    package func rewriting(_ round: RoundRecord, kept: [String: String] = [:]) throws(RunError) -> RewriteSetup? {
        guard let evolution, let choice = try strategyChoice(kept: kept) else { return nil }
        let version =
            switch evolution.rewriter.source {
            // Another model of the same servers is trained by nobody.
            case .policy: evolution.rewriter.backend.model == policy.backend.model ? round.weightVersion : ""
            case .reference: evolution.rewriter.backend.model == reference?.backend.model ? round.referenceVersion : ""
            case .own: ""
            }
        return RewriteSetup(
            runSeed: seed,
            choice: choice,
            sampling: evolution.sampling.parameters(stop: []),
            model: evolution.rewriter.backend.model,
            weightVersion: version
        )
    }

    package func rewriteFilters() throws(RunError) -> RewriteFilters? {
        guard let filters = evolution?.filters else { return nil }
        do {
            return try RewriteFilters(
                lengthRatio: filters.lengthRatio,
                maxTokens: filters.maxTokens,
                refusals: filters.dropsRefusals,
                metaText: filters.dropsMetaText,
                nearDuplicate: filters.nearDuplicate,
                shingle: .words(filters.shingle),
                scriptDrift: filters.scriptDrift
            )
        } catch {
            throw RunError(.input, "evolution.filters: \(error)")
        }
    }

    package func promptMix() throws(RunError) -> BufferMix? {
        guard let mix = evolution?.mix else { return nil }
        do {
            return try BufferMix(evolved: mix.evolved, previous: mix.previous, fresh: mix.fresh)
        } catch {
            throw RunError(.input, "evolution.mix: \(error)")
        }
    }
}

extension SamplingSettings {
    /// As requests carry them.
    package func parameters(stop: [String]) -> SamplingParameters {
        SamplingParameters(
            temperature: temperature,
            topP: topP,
            topK: topK,
            minP: minP,
            repetitionPenalty: repetitionPenalty,
            presencePenalty: presencePenalty,
            frequencyPenalty: frequencyPenalty,
            maxTokens: maxTokens,
            stop: stop
        )
    }
}

extension Configuration {
    /// Chooses a round's prompts.
    package func roundPlanner(_ ledger: Ledger) throws(RunError) -> RoundPlanner {
        RoundPlanner(
            ledger: ledger,
            runSeed: seed,
            perRound: promptsPerRound,
            informativeness: weighedBy,
            reward: rankingReward,
            mix: try promptMix(),
            sourceWeights: prompts?.sources.map(\.weight) ?? []
        )
    }

    /// Chooses which prompts are rewritten.
    package func parentPlanner(_ ledger: Ledger) -> ParentPlanner? {
        guard let evolution, evolution.mode != .none else { return nil }
        return ParentPlanner(
            ledger: ledger,
            runSeed: seed,
            measure: Selection.Informativeness(rawValue: evolution.select.by.rawValue) ?? .alignmentPotential,
            amount: {
                switch evolution.select.share {
                case .ratio(let ratio): .ratio(ratio)
                case .count(let count): .count(count)
                }
            }(),
            isWeighted: evolution.select.sampling == .weighted,
            reward: rankingReward
        )
    }
}
