import Glibc

/// Statistics as docs/selection.md has them, each over the rows of one group.
extension ReferenceExpression {
    /// Computes each group as if it were all there is.
    static func within(
        _ by: String?,
        _ column: [Double?],
        _ round: Round,
        _ statistic: (_ column: [Double?], _ prompts: [Int]) -> [Double?]
    ) -> [Double?] {
        guard let by else { return statistic(column, round.prompts) }
        let groups = round.groups[by] ?? []
        var result = column.map { _ in Double?.none }
        for group in Set(groups) {
            let rows = column.indices.filter { groups[$0] == group }
            let values = statistic(rows.map { column[$0] }, rows.map { round.prompts[$0] })
            for (row, value) in zip(rows, values) { result[row] = value }
        }
        return result
    }

    static func standardScores(_ column: [Double?], _ scope: String, _ prompts: [Int]) -> [Double?] {
        let known = column.compactMap { $0 }
        guard let moments = moments(column, scope == "prompt" ? prompts : nil) else { return column }
        var (center, width) = (moments.mean, moments.deviation)
        if scope == "quantile", let first = quantile(known, 0.25), let middle = quantile(known, 0.5), let third = quantile(known, 0.75) {
            let largest = known.map { abs($0) }.max() ?? 0
            if third - first > 1e-12 * largest { (center, width) = (middle, third - first) }
        }
        return column.map { $0.flatMap { width == 0 ? 0 : finite(($0 - center) / width) } }
    }

    /// mean = first + sum(x - first) / n, variance = sum((x - mean)^2) / n; where prompts weigh once, each sum over n is the mean over
    /// prompts of what it is within each.
    static func moments(_ column: [Double?], _ prompts: [Int]?) -> (mean: Double, deviation: Double)? {
        let known = zip(column, prompts ?? column.map { _ in 0 }).compactMap { value, prompt in value.map { ($0, prompt) } }
        guard let first = known.first?.0 else { return nil }
        func average(_ term: (Double) -> Double) -> Double {
            var means: [Double] = []
            var seen: [Int] = []
            for (_, prompt) in known where !seen.contains(prompt) {
                seen.append(prompt)
                let own = known.filter { $0.1 == prompt }
                means.append(own.reduce(0) { $0 + term($1.0) } / Double(own.count))
            }
            return means.reduce(0, +) / Double(means.count)
        }
        let mean = first + average { $0 - first }
        let deviation = average { ($0 - mean) * ($0 - mean) }.squareRoot()
        let largest = known.map { abs($0.0) }.max() ?? 0
        return (mean, deviation <= 1e-12 * largest ? 0 : deviation)
    }

    static func ranks(_ column: [Double?]) -> [Double?] {
        let known = column.compactMap { $0 }
        return column.map { value in
            guard let value else { return nil }
            let below = Double(known.count { $0 < value })
            let equal = Double(known.count { $0 == value })
            return known.count == 1 ? 0.5 : (below + (equal - 1) / 2) / Double(known.count - 1)
        }
    }

    static func quantile(_ known: [Double], _ share: Double) -> Double? {
        guard !known.isEmpty else { return nil }
        let sorted = known.sorted()
        let place = share * Double(sorted.count - 1)
        let lower = sorted[Int(place.rounded(.down))]
        let upper = sorted[Int(place.rounded(.up))]
        return finite(lower + (upper - lower) * (place - place.rounded(.down)))
    }
}
