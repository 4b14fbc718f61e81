/// What a statistic gave within each group of rows.
struct GroupValues {
    /// A row: its group.
    private(set) var groups: [Int32]
    /// A group: its number, or what a standard score takes off; NaN where it has no value.
    var centers: [Double]
    /// A group: what a standard score divides by, 0 without spread; empty for other statistics.
    var widths: [Double]

    /// Whether it is a standard score of values that are all the same within each group.
    var hasNoSpread: Bool {
        var hasValues = false
        for (group, width) in widths.enumerated() where !centers[group].isNaN {
            guard width == 0 else { return false }
            hasValues = true
        }
        return hasValues
    }

    init(groups: [Int32], count: Int, isStandardScore: Bool) {
        self.groups = groups
        centers = [Double](repeating: .nan, count: count)
        widths = isStandardScore ? [Double](repeating: 0, count: count) : []
    }

    /// The same for some of the rows.
    func at(_ rows: [Int32]) -> GroupValues {
        var some = self
        some.groups = rows.map { groups[Int($0)] }
        return some
    }
}
