/// A part of an expression that needs its argument's whole column before it has a value for any candidate.
struct Aggregate: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case standardScore(StandardScale)
        case rank
        case quantile(Double)
        case mean
        /// Over the count, not the count less one.
        case standardDeviation
        /// How many values there are.
        case count
        /// Ranks from 0 up in steps of one, equal values sharing theirs.
        case denseRank
        /// How many different values there are.
        case distinct
    }

    /// What `z` measures by.
    enum StandardScale: Sendable, Hashable {
        /// Mean and standard deviation over the candidates.
        case candidates
        /// The same with every prompt weighing once, however many candidates it has.
        case prompts
        /// Median and distance of the quartiles.
        case quartiles
    }

    /// What the whole column gave.
    enum Value {
        case moments(Moments)
        case quartiles(center: Double, width: Double)
        case column([Double])
        case number(Double)
        /// Of each group of rows its own.
        case groups(GroupValues)

        /// Whether it is a `z` of values that are all the same.
        var hasNoSpread: Bool {
            switch self {
            case .moments(let moments): return moments.count > 0 && moments.standardDeviation == 0
            case .groups(let groups): return groups.hasNoSpread
            case .quartiles, .column, .number: return false
            }
        }
    }

    let kind: Kind
    /// What its rows are grouped by; nil takes all of them together.
    var grouping: Grouping?
    /// Computes the argument; refers to aggregates of lower number only.
    let argument: [Instruction]
    /// The argument as it was written, for warnings.
    let source: String

    /// Whether it is `z(x)` over all candidates, which may be read as `z(x, prompt)`.
    var isPlainStandardScore: Bool { kind == .standardScore(.candidates) && grouping == nil }

    /// - Parameters:
    ///   - column: the argument for every candidate, NaN where it is not finite; those count for nothing.
    ///   - prompts: the prompt of every candidate, in plan order.
    ///   - groups: of every candidate, where there is a grouping.
    func value(of column: consuming [Double], prompts: [Int32], groups: RowGroups? = nil) -> Value {
        if let groups { return valueInGroups(column, prompts: prompts, groups) }
        return value(ofAll: column, prompts: prompts)
    }

    /// The value with all rows in one group.
    func value(ofAll column: consuming [Double], prompts: [Int32]) -> Value {
        switch kind {
        case .standardScore(.candidates):
            return .moments(Moments(of: column))
        case .standardScore(.prompts):
            return .moments(Moments(of: column, groups: prompts))
        case .standardScore(.quartiles):
            let moments = Moments(of: copy column)
            let statistics = OrderStatistics(column)
            let width = statistics.quantile(0.75) - statistics.quantile(0.25)
            // Where half of the values are one, the distance of the quartiles measures nothing: z(x) it is.
            guard moments.count > 0, !Moments.isRounding(width, besides: moments.largestMagnitude) else { return .moments(moments) }
            return .quartiles(center: statistics.quantile(0.5), width: width)
        case .rank:
            return .column(Self.ranks(of: column))
        case .quantile(let share):
            let statistics = OrderStatistics(column)
            return .number(statistics.quantile(share))
        case .mean:
            let moments = Moments(of: column)
            return .number(moments.count > 0 ? moments.mean : .nan)
        case .standardDeviation:
            let moments = Moments(of: column)
            return .number(moments.count > 0 ? moments.standardDeviation : .nan)
        case .count:
            return .number(Double(column.count { !$0.isNaN }))
        case .denseRank:
            return .column(Self.denseRanks(of: column))
        case .distinct:
            return .number(Self.distinct(column))
        }
    }

    /// 0 for the smallest, 1 for the largest, equal steps between; equal values share the mean of their ranks, a single one has 0.5.
    private static func ranks(of column: consuming [Double]) -> [Double] {
        // The column is this function's own and becomes the ranks: a round's values are held once.
        var values = column
        let order = ascending(values)
        let last = Double(order.count - 1)
        var start = 0
        while start < order.count {
            let value = values[Int(order[start])]
            var end = start + 1
            while end < order.count, values[Int(order[end])] == value {
                end += 1
            }
            let mean = Double(start + end - 1) / 2
            for place in start..<end {
                values[Int(order[place])] = last == 0 ? 0.5 : mean / last
            }
            start = end
        }
        return values
    }

    private static func denseRanks(of column: consuming [Double]) -> [Double] {
        var values = column
        var rank = -1.0
        var previous = Double.nan
        for index in ascending(values) {
            let value = values[Int(index)]
            rank += value == previous ? 0 : 1
            previous = value
            values[Int(index)] = rank
        }
        return values
    }

    private static func distinct(_ column: [Double]) -> Double {
        var count = 0.0
        var previous = Double.nan
        for index in ascending(column) {
            count += column[Int(index)] == previous ? 0 : 1
            previous = column[Int(index)]
        }
        return count
    }

    /// The indices of the values that are there, smallest first.
    private static func ascending(_ values: [Double]) -> [Int32] {
        var order: [Int32] = []
        order.reserveCapacity(values.count)
        for index in 0..<values.count where !values[index].isNaN {
            order.append(Int32(index))
        }
        order.sort { values[Int($0)] < values[Int($1)] }
        return order
    }
}
