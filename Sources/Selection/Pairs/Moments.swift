/// Mean and population standard deviation of a column.
package struct Moments: Sendable, Hashable {
    /// How many values there were.
    package let count: Int
    package let mean: Double
    /// Over `count`, not `count - 1`; exactly 0 when the values differ by no more than rounding.
    package let standardDeviation: Double

    /// Standard deviations below this part of the largest magnitude are rounding: 0.3 - 0.2 and 0.2 - 0.1 are no different margins.
    private static let rounding = 1e-12

    /// The moments of a column's numbers; NaN counts for nothing. Sums run from the first value to the last.
    /// - Parameter groups: where given, the group of every value, equal ones side by side: every group then weighs the same, however
    ///   many values it has.
    package init(of column: [Double], groups: [Int32]? = nil) {
        var count = 0
        var largest = 0.0
        var first = 0.0
        for value in column where !value.isNaN {
            if count == 0 { first = value }
            count += 1
            largest = max(largest, abs(value))
        }
        self.count = count
        // Differences from one of the values: their sum is exact for equal values, and small beside the spread for others.
        let mean = first + Self.mean(column, groups) { $0 - first }
        let deviation = Self.mean(column, groups) { ($0 - mean) * ($0 - mean) }.squareRoot()
        self.mean = mean
        standardDeviation = deviation <= Self.rounding * largest ? 0 : deviation
    }

    /// The mean over the groups of the mean of `term` within each; without groups, the mean of `term`.
    private static func mean(_ column: [Double], _ groups: [Int32]?, _ term: (Double) -> Double) -> Double {
        var sumOfMeans = 0.0
        var groupCount = 0
        var index = 0
        while index < column.count {
            let group = groups?[index]
            var sum = 0.0
            var count = 0
            while index < column.count, groups?[index] == group {
                if !column[index].isNaN {
                    sum += term(column[index])
                    count += 1
                }
                index += 1
            }
            if count > 0 {
                sumOfMeans += sum / Double(count)
                groupCount += 1
            }
        }
        return groupCount > 0 ? sumOfMeans / Double(groupCount) : 0
    }
}
