import GRDB
import Settings

@testable import Ledger
@testable import Orchestrator

/// What must hold of the plans of a round, and of where prompts come from.
extension SimulatedRun {
    /// A plan never changes once it is made; new ones are looked at.
    func checkPlans(_ round: Int) throws {
        let found = try PlannedPrompt.read(ledger, round: round)
        for (phase, known) in plans {
            guard found[phase] == known else { throw Violation("the plan of round \(round) \(phase.rawValue) changed") }
        }
        let new = found.filter { plans[$0.key] == nil }
        plans = found
        for (phase, prompts) in new { try check(prompts, of: phase, round) }
    }

    private func check(_ prompts: [PlannedPrompt], of phase: Phase, _ round: Int) throws {
        guard Set(prompts.map(\.id)).count == prompts.count else {
            throw Violation("round \(round) \(phase.rawValue) plans a prompt twice")
        }
        let isMeasured = Phase.measured.contains(phase)
        if let wrong = prompts.first(where: { $0.isHeldOut != isMeasured }) {
            throw Violation("the \(isMeasured ? "trained" : "held-out") prompt \(wrong.id) stands in round \(round) \(phase.rawValue)")
        }
        switch phase {
        case .base:
            guard round > 1, configuration.evolution?.mix != nil else { return }
            try checkMix(prompts, round)
        case .parents: try checkParents(prompts, round)
        case .evolved:
            let parents = Set((plans[.parents] ?? []).map(\.id))
            for prompt in prompts where prompt.bornRound != round || !parents.contains(prompt.parent ?? 0) {
                throw Violation("prompt \(prompt) is none of round \(round)'s rewrites")
            }
            outcome.visits.evolved += prompts.count
        case .baseline, .heldOut:
            guard prompts.count == scenario.heldOut.count else { throw Violation("\(prompts.count) held-out prompts are measured") }
        }
    }

    /// The parents are the best of the selection that was made before, or all prompts.
    private func checkParents(_ parents: [PlannedPrompt], _ round: Int) throws {
        if configuration.shape.evolution == .everything {
            guard parents.map(\.id) == plans[.base]?.map(\.id) else {
                throw Violation("round \(round) rewrites other prompts than its own")
            }
            return
        }
        let chooser = configuration.shape.evolution == .betweenRounds ? round - 1 : round
        guard let selection = try ledger.selection(round: chooser, phase: .base, name: Phase.base.rawValue) else {
            throw Violation("the parents of round \(round) were chosen before anything was selected in round \(chooser)")
        }
        guard let select = configuration.evolution?.select, select.by == .pairScore else { return }
        let pairs = try ledger.read {
            try Row.fetchAll(
                $0,
                sql: "SELECT prompt_id, score FROM pair WHERE selection = ? ORDER BY score DESC, position",
                arguments: [selection.id]
            )
        }
        let ranked: [Int64] = pairs.map { $0[0] }
        var count =
            switch select.share {
            case .ratio(let ratio): Int(ratio * Double(ranked.count))
            case .count(let count): min(count, ranked.count)
            }
        // What teaches nothing is not drawn, unless nothing teaches anything.
        let positive = pairs.count { ($0[1] as Double) > 0 }
        if select.sampling == .weighted, positive > 0 { count = min(count, positive) }
        let chosen = parents.map(\.id)
        guard chosen.count == count, Set(chosen).isSubset(of: ranked) else {
            throw Violation("round \(round) rewrites the prompts \(chosen) of \(ranked), which have a pair")
        }
        if select.sampling == .greedy, chosen != Array(ranked.prefix(count)) {
            throw Violation("round \(round) rewrites the prompts \(chosen), not the best of \(ranked)")
        }
        outcome.visits.parents += count
    }

    /// A round is made of its shares, as far as there is so much of each.
    private func checkMix(_ prompts: [PlannedPrompt], _ round: Int) throws {
        guard let mix = configuration.evolution?.mix, case .count(let perRound)? = configuration.prompts?.perRound else { return }
        let opensWithRewrites = configuration.shape.evolution == .betweenRounds
        func source(_ bornRound: Int, _ isAnswered: Bool) -> Int {
            let isRewrite = bornRound > 0
            let isEvolved = isRewrite && (!opensWithRewrites || bornRound == round)
            return isEvolved ? 0 : isRewrite || isAnswered ? 1 : 2
        }
        var stock = [0, 0, 0]
        let rows = try ledger.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.born_round, EXISTS (SELECT 1 FROM round_prompt x JOIN name n ON n.id = x.phase
                        WHERE x.prompt_id = p.id AND x.round < ? AND n.text IN ('base', 'evolved'))
                    FROM prompt p WHERE p.reason IS NULL AND (p.born_round < ? OR ?)
                    """,
                arguments: [round, round, opensWithRewrites]
            )
        }
        for row in rows { stock[source(row[0], row[1])] += 1 }
        var counts = [0, 0, 0]
        for prompt in prompts { counts[source(prompt.bornRound, prompt.isAnswered)] += 1 }
        let total = min(perRound, stock.reduce(0, +))
        let complaint = "round \(round) is made of \(counts) prompts out of \(stock), with \(mix)"
        guard counts.reduce(0, +) == total else { throw Violation("\(complaint): not \(total)") }
        for (index, share) in [mix.evolved, mix.previous, mix.fresh].enumerated() {
            let due = share * Double(total)
            let least = min(stock[index], Int(due.rounded(.down)))
            let isNobodyShort = zip([mix.evolved, mix.previous, mix.fresh], stock).allSatisfy {
                ($0 * Double(total)).rounded(.up) <= Double($1)
            }
            guard counts[index] >= least, !isNobodyShort || Double(counts[index]) < due + 1 else { throw Violation(complaint) }
        }
        outcome.visits.mixes += 1
    }

    /// Every prompt that is not of the source was born of exactly one recorded rewrite of a planned parent, and leads back to the source.
    func checkLineage() throws {
        let rows = try ledger.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.id, p.parent_id, p.born_round, p.reason IS NOT NULL, lower(p.messages),
                        (SELECT count(*) FROM rewrite w WHERE w.prompt_id = p.id),
                        (SELECT count(*) FROM rewrite w WHERE w.prompt_id = p.id AND w.round = p.born_round AND w.parent_id = p.parent_id
                            AND w.strategy = p.strategy AND w.reason IS NULL),
                        (SELECT count(*) FROM round_prompt x JOIN name n ON n.id = x.phase
                            WHERE x.prompt_id = p.parent_id AND x.round = p.born_round AND n.text = 'parents')
                    FROM prompt p ORDER BY p.id
                    """
            )
        }
        var seeds: Set<Int64> = []
        var texts: Set<String> = []
        for row in rows {
            let id: Int64 = row[0]
            guard texts.insert(row[4]).inserted else { throw Violation("prompt \(id) is known already, but for its case") }
            if let parent: Int64 = row[1] {
                guard row[5] == 1, row[6] == 1, row[7] == 1 else {
                    throw Violation("prompt \(id) was not born of one rewrite of \(parent)")
                }
                // A parent is older than its children, so its own origin was looked at before.
                guard seeds.contains(parent) else { throw Violation("prompt \(id) does not lead back to the source") }
            } else if row[2] != 0 || row[5] != 0 {
                throw Violation("prompt \(id) is of the source, and yet was written in round \(row[2] as Int)")
            }
            if !(row[3] as Bool) { seeds.insert(id) }
        }
    }
}
