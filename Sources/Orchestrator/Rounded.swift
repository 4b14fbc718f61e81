/// Numbers for people.
package enum Rounded {
    /// At most four decimals.
    package static func text(_ value: Double) -> String {
        let scaled = (value * 10_000).rounded() / 10_000
        return scaled.isFinite ? "\(scaled)" : "\(value)"
    }
}
