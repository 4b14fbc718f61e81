package import Ledger

/// Whose kept pairs a round's training set holds.
package struct Emission: Sendable, Hashable {
    /// So many rounds, this one the last of them; nil is all from the first.
    package var rounds: Int?

    package init(rounds: Int?) {
        self.rounds = rounds
    }

    /// The phases in which a round selects pairs of its own, in the order of a training set's rows.
    private static let order: [Phase] = [.base, .evolved]

    /// The round's own selections to be emitted, oldest round first. Earlier pairs keep the margins they were selected with.
    package func sources(of round: Int, in ledger: Ledger) throws -> [SelectionRecord] {
        let first = rounds.map { max(1, round - $0 + 1) } ?? 1
        return try (first...round).flatMap { round in
            try Self.order.compactMap { try ledger.selection(round: round, phase: $0, name: $0.rawValue) }
        }
    }
}
