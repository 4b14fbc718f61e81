/// A part of an expression that needs its argument's whole column before it has a value for any candidate.
struct Aggregate: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case standardScore(weighingPromptsOnce: Bool)
        case rank
        case quantile(Double)
    }

    /// What the whole column gave.
    enum Value {
        case moments(Moments)
        case column([Double])
        case number(Double)
    }

    let kind: Kind
    /// Computes the argument; refers to aggregates of lower number only.
    let argument: [Instruction]
    /// The argument as it was written, for warnings.
    let source: String

    /// - Parameters:
    ///   - column: the argument for every candidate, NaN where it is not finite; those count for nothing.
    ///   - prompts: the prompt of every candidate, in plan order.
    func value(of column: consuming [Double], prompts: [Int32]) -> Value {
        switch kind {
        case .standardScore(let weighingPromptsOnce):
            return .moments(Moments(of: column, groups: weighingPromptsOnce ? prompts : nil))
        case .rank:
            return .column(Self.ranks(of: column))
        case .quantile(let share):
            return .number(Self.quantile(share, of: column))
        }
    }

    /// 0 for the smallest, 1 for the largest, equal steps between; equal values share the mean of their ranks, a single one has 0.5.
    private static func ranks(of column: [Double]) -> [Double] {
        var order: [Int32] = []
        order.reserveCapacity(column.count)
        for index in 0..<column.count where !column[index].isNaN {
            order.append(Int32(index))
        }
        order.sort { column[Int($0)] < column[Int($1)] }
        var ranks = [Double](repeating: .nan, count: column.count)
        let last = Double(order.count - 1)
        var start = 0
        while start < order.count {
            let value = column[Int(order[start])]
            var end = start + 1
            while end < order.count, column[Int(order[end])] == value {
                end += 1
            }
            let mean = Double(start + end - 1) / 2
            for place in start..<end {
                ranks[Int(order[place])] = last == 0 ? 0.5 : mean / last
            }
            start = end
        }
        return ranks
    }

    /// Between two values by linear interpolation, numpy's default; NaN of nothing.
    private static func quantile(_ share: Double, of column: consuming [Double]) -> Double {
        // The column is this function's own: a round's values are not copied to be sorted.
        var sorted = column
        sorted.removeAll { $0.isNaN }
        sorted.sort()
        guard !sorted.isEmpty else { return .nan }
        let place = share * Double(sorted.count - 1)
        let lower = Int(place)
        let upper = min(lower + 1, sorted.count - 1)
        return sorted[lower] + (sorted[upper] - sorted[lower]) * (place - Double(lower))
    }
}
