/// How much two sets have in common.
package struct ComparedSets: Sendable, Hashable {
    package let inBoth: Int
    package let onlyFirst: Int
    package let onlySecond: Int

    init<Element: Hashable>(_ first: Set<Element>, _ second: Set<Element>) {
        inBoth = first.intersection(second).count
        onlyFirst = first.count - inBoth
        onlySecond = second.count - inBoth
    }

    /// Jaccard's index: those in both by those in either; nil when both are empty.
    package var jaccard: Double? {
        let either = inBoth + onlyFirst + onlySecond
        return either > 0 ? Double(inBoth) / Double(either) : nil
    }
}
