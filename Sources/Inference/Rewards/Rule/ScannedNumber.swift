/// A number found in a text.
struct ScannedNumber: Sendable, Hashable {
    var value: Double
    /// A percent sign follows: `value` is what stands before it.
    var isPercent: Bool
    /// Where it stands, as positions of characters.
    var range: Range<Int>

    /// Percent signs are counted only where both numbers have one: 50% answers 50 as well as 0.5.
    func equals(_ expected: ScannedNumber, _ tolerance: NumericTolerance) -> Bool {
        if tolerance.equal(value, expected.value) { return true }
        guard isPercent != expected.isPercent else { return false }
        return tolerance.equal(isPercent ? value / 100 : value, expected.isPercent ? expected.value / 100 : expected.value)
    }
}
