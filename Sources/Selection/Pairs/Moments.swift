/// Mean and population standard deviation of a column.
package struct Moments: Sendable, Hashable {
    /// How many values there were.
    package let count: Int
    package let mean: Double
    /// Over `count`, not `count - 1`; exactly 0 when the values differ by no more than rounding.
    package let standardDeviation: Double
    /// The largest absolute value.
    let largestMagnitude: Double

    /// Widths below this part of the largest magnitude are rounding: 0.3 - 0.2 and 0.2 - 0.1 are no different margins.
    private static let rounding = 1e-12

    static func isRounding(_ width: Double, besides largestMagnitude: Double) -> Bool {
        width <= rounding * largestMagnitude
    }

    /// The moments of a column's numbers; NaN counts for nothing. Sums run from the first value to the last.
    /// - Parameter groups: where given, the group of every value, equal ones side by side: every group then weighs the same, however
    ///   many values it has.
    package init(of column: [Double], groups: [Int32]? = nil) {
        var count = 0
        var largest = 0.0
        for value in column where !value.isNaN {
            count += 1
            largest = max(largest, abs(value))
        }
        self.init(of: column, groups, count: count, largestMagnitude: largest)
    }

    /// The moments of the same column with groups that weigh the same.
    func weighing(_ groups: [Int32], of column: [Double]) -> Moments {
        Moments(of: column, groups, count: count, largestMagnitude: largestMagnitude)
    }

    private init(of column: [Double], _ groups: [Int32]?, count: Int, largestMagnitude: Double) {
        // Differences from one of the values: their sum is exact for equal values, and small beside the spread for others.
        let first = column.first { !$0.isNaN } ?? 0
        let mean = first + Self.mean(column, groups) { $0 - first }
        let deviation = Self.mean(column, groups) { ($0 - mean) * ($0 - mean) }.squareRoot()
        self.count = count
        self.mean = mean
        self.largestMagnitude = largestMagnitude
        standardDeviation = Self.isRounding(deviation, besides: largestMagnitude) ? 0 : deviation
    }

    /// The mean of `term`, or where there are groups the mean over them of its mean within each; 0 of nothing.
    @inline(__always)
    private static func mean(_ column: [Double], _ groups: [Int32]?, _ term: (Double) -> Double) -> Double {
        var sumOfMeans = 0.0
        var groupCount = 0
        var index = 0
        while index < column.count {
            let end = groups.map { Self.end(of: index, in: $0) } ?? column.count
            var sum = 0.0
            var count = 0
            while index < end {
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

    /// Where the group that begins at `start` ends.
    private static func end(of start: Int, in groups: [Int32]) -> Int {
        var end = start + 1
        while end < groups.count, groups[end] == groups[start] {
            end += 1
        }
        return end
    }
}
