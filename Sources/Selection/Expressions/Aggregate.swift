/// A part of an expression that needs its argument's whole column before it has a value for any candidate.
struct Aggregate: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case standardScore(StandardScale)
        case rank
        case quantile(Double)
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

        /// Whether it is a `z` of values that are all the same.
        var hasNoSpread: Bool {
            if case .moments(let moments) = self { return moments.count > 0 && moments.standardDeviation == 0 }
            return false
        }
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
