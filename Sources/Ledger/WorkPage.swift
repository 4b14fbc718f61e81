/// A page of pending work in keyset order.
package struct WorkPage<Work: Sendable>: Sendable {
    package var work: [Work]
    /// Where the next page begins.
    package var cursor: Int64
    /// Whether nothing was left after this page when it was read.
    package var exhausted: Bool

    package init(work: [Work], cursor: Int64, exhausted: Bool) {
        self.work = work
        self.cursor = cursor
        self.exhausted = exhausted
    }
}
