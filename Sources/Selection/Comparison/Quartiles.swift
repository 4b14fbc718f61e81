/// A distribution in five numbers; between two values by linear interpolation.
package struct Quartiles: Sendable, Hashable {
    package let least: Double
    package let first: Double
    package let median: Double
    package let third: Double
    package let most: Double

    /// Nil without values.
    /// - Parameter values: finite.
    init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let statistics = OrderStatistics(values)
        least = statistics.quantile(0)
        first = statistics.quantile(0.25)
        median = statistics.quantile(0.5)
        third = statistics.quantile(0.75)
        most = statistics.quantile(1)
    }
}
