/// A mean with its 95 % confidence interval by Student's t, the values being independent and about normal.
package struct Interval: Sendable, Hashable {
    package let mean: Double
    /// Half the interval's width; nil for a single value.
    package let halfWidth: Double?
    package let count: Int

    /// Nil for no value.
    package init?(_ values: [Double]) {
        if values.isEmpty { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        self.mean = mean
        self.count = values.count
        if values.count == 1 {
            halfWidth = nil
        } else {
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            halfWidth = StudentT.quantile975(values.count - 1) * (squares / (count - 1) / count).squareRoot()
        }
    }
}
