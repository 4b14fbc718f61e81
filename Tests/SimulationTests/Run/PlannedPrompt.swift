import GRDB

@testable import Ledger

/// A prompt of a round's plan and where it comes from, read without the queries that are tested.
struct PlannedPrompt: Hashable, CustomStringConvertible {
    var id: Int64
    var hash: String
    var weight: Double?
    var parent: Int64?
    var strategy: String?
    var bornRound: Int
    var isHeldOut: Bool
    /// An earlier round answered it, to train on the answers.
    var isAnswered: Bool

    var description: String {
        "\(id) \(hash.prefix(8)) weight \(weight ?? 1) from \(parent ?? 0) by \(strategy ?? "nobody") in \(bornRound)"
    }

    /// The round's plan by phase, each in plan order.
    static func read(_ ledger: Ledger, round: Int) throws -> [Phase: [PlannedPrompt]] {
        let rows = try ledger.read { try Row.fetchAll($0.cachedStatement(sql: query), arguments: [round]) }
        var plans: [Phase: [PlannedPrompt]] = [:]
        for row in rows {
            guard let phase = Phase(rawValue: row[0]) else { throw Violation("a plan has a phase that does not exist") }
            let prompt = PlannedPrompt(
                id: row[1],
                hash: row[2],
                weight: row[3],
                parent: row[4],
                strategy: row[5],
                bornRound: row[6],
                isHeldOut: row[7],
                isAnswered: row[8]
            )
            plans[phase, default: []].append(prompt)
        }
        // A phase may be planned with no prompt.
        for phase in try ledger.plannedPhases(round: round) where plans[phase] == nil { plans[phase] = [] }
        return plans
    }

    private static let query = """
        SELECT phase.text, p.id, p.content_hash, rp.weight, p.parent_id, strategy.text, p.born_round, p.reason IS NOT NULL,
            EXISTS (SELECT 1 FROM round_prompt x JOIN name n ON n.id = x.phase
                WHERE x.prompt_id = p.id AND x.round < rp.round AND n.text IN ('base', 'evolved'))
        FROM round_prompt rp JOIN prompt p ON p.id = rp.prompt_id JOIN name phase ON phase.id = rp.phase
        LEFT JOIN name strategy ON strategy.id = p.strategy
        WHERE rp.round = ? ORDER BY rp.phase, rp.position
        """
}
