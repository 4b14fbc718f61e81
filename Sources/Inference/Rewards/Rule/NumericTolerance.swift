/// How far two numbers may lie apart to count as equal: |a - b| <= max(absolute, relative |b|), b being the expected one.
package struct NumericTolerance: Sendable, Hashable {
    package var absolute: Double
    package var relative: Double

    package init(absolute: Double = 1e-6, relative: Double = 0) {
        self.absolute = absolute
        self.relative = relative
    }

    /// What reading and dividing numbers in binary may lose.
    private static let rounding = 1e-12

    func equal(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) <= max(absolute, max(relative, Self.rounding) * abs(expected))
    }
}
