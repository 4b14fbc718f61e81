/// Rows repeated so that a trainer that reads no weights or soft labels learns from them all the same.
package enum Replication: Sendable, Hashable {
    /// `copies` of each pair: of a soft label p (the pair's value `soft_label`, from 0 to 1) round(p * copies) as they are and the
    /// rest with chosen and rejected swapped. Under a logistic loss this is the soft cross-entropy, but for p's rounding; a tie has p = 0.5.
    case softLabels(copies: Int)
    /// Each row as often as its weight says (the pair's value `weight`, or a labelled response's weight): its whole part, and once more
    /// with the probability of the rest, drawn from the seed, the prompt and the samples.
    case weights(seed: UInt64)

    /// Values of the selection that the copies stand for, and which are no longer written.
    package var values: [String] {
        switch self {
        case .softLabels: ["soft_label"]
        case .weights: ["weight"]
        }
    }

    /// The rows that stand for `row`, none where its weight says so.
    package func rows(for row: TrainingRow) throws -> [TrainingRow] {
        switch self {
        case .softLabels(let copies): try softLabelled(row, copies)
        case .weights(let seed): try weighted(row, seed)
        }
    }

    private func softLabelled(_ row: TrainingRow, _ copies: Int) throws -> [TrainingRow] {
        guard let pair = row.pair, let label = pair.value("soft_label"), label >= 0, label <= 1 else {
            throw RowFault(
                "prompt \(row.prompt.id) has no soft_label from 0 to 1, by which rows are to be repeated: add that column to the selection"
            )
        }
        let forward = Int((label * Double(copies)).rounded(.toNearestOrAwayFromZero))
        var swapped = row
        swapped.pair = pair.swapped
        return Array(repeating: row, count: forward) + Array(repeating: swapped, count: copies - forward)
    }

    private func weighted(_ row: TrainingRow, _ seed: UInt64) throws -> [TrainingRow] {
        guard let weight = row.value("weight"), weight >= 0, weight <= 1000 else {
            throw RowFault(
                "prompt \(row.prompt.id) has no weight from 0 to 1000, by which rows are to be repeated: add that column to the selection"
            )
        }
        let whole = weight.rounded(.down)
        let samples = row.pair.map { "\($0.chosen.sample) \($0.rejected.sample)" } ?? row.responses.first.map { "\($0.sample)" } ?? ""
        let isExtra = ContentDraw.uniform("weight", seed, row.prompt.id + "\n" + samples) < weight - whole
        return Array(repeating: row, count: Int(whole) + (isExtra ? 1 : 0))
    }
}
