/// What became of a prompt's work in earlier batches.
package struct BatchHistory: Sendable, Hashable {
    /// How often these subjects failed when they were asked about together.
    package var failures: [[Int64]: Int] = [:]
    /// Subjects that are asked about alone, because together with others they failed too often.
    package var alone: Set<Int64> = []

    package init() {}
}
