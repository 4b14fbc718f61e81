/// Statistics within groups: each group is computed as if it were all there is.
extension Aggregate {
    func valueInGroups(_ column: [Double], prompts: [Int32], _ groups: RowGroups) -> Value {
        let (order, starts) = groups.rows
        var isStandardScore = false
        if case .standardScore = kind { isStandardScore = true }
        var values = GroupValues(groups: groups.numbers, count: groups.count, isStandardScore: isStandardScore)
        var ranks: [Double] = kind == .rank || kind == .denseRank ? column : []
        for group in 0..<groups.count {
            let rows = order[starts[group]..<starts[group + 1]]
            let part = rows.map { column[Int($0)] }
            switch value(ofAll: part, prompts: rows.map { prompts[Int($0)] }) {
            case .moments(let moments):
                guard moments.count > 0 else { continue }
                values.centers[group] = moments.mean
                values.widths[group] = moments.standardDeviation
            case .quartiles(let center, let width):
                values.centers[group] = center
                values.widths[group] = width
            case .number(let number):
                values.centers[group] = number
            case .column(let column):
                for (row, rank) in zip(rows, column) { ranks[Int(row)] = rank }
            case .groups:
                continue
            }
        }
        return ranks.isEmpty ? .groups(values) : .column(ranks)
    }
}
