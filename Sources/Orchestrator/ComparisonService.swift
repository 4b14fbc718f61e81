package import Ledger
package import Selection

/// Holds two stored selections of a round against each other. Blocks; reads only.
package struct ComparisonService: Sendable {
    let ledger: Ledger

    package init(ledger: Ledger) {
        self.ledger = ledger
    }

    package func compare(round: Int, _ first: String, _ second: String) throws -> SelectionComparison {
        guard try ledger.round(round) != nil else {
            throw RunError(.input, "round \(round) does not exist in this ledger; `selfplay status` lists the rounds")
        }
        return SelectionComparison(try stored(first, round), try stored(second, round))
    }

    private func stored(_ name: String, _ round: Int) throws -> StoredSelection {
        let known = try ledger.selections(round: round)
        guard let record = known.first(where: { $0.name == name }) else {
            let names = known.map(\.name).joined(separator: ", ")
            throw RunError(
                .input,
                "round \(round) has no selection named \(name)"
                    + (names.isEmpty ? " yet; `selfplay select` makes one" : "; it has: \(names)")
            )
        }
        guard try ledger.memberCounts(selection: record.id) == (0, 0) else {
            throw RunError(.input, "the selection \(name) chose answers one by one, not pairs: only selections of pairs can be compared")
        }
        return try ledger.storedSelection(record.id)
    }
}
