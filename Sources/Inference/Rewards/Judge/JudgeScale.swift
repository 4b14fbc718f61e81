import Scheduling

/// The whole numbers a judge may give.
package struct JudgeScale: Sendable, Hashable {
    package let low: Int
    package let high: Int

    /// Throws `misconfigured` unless there are 2 to 101 numbers from 0 to 1000.
    package init(_ low: Int = 1, _ high: Int = 10) throws(BackendError) {
        guard low >= 0, high > low, high - low <= 100, high <= 1000 else {
            throw BackendError(
                .misconfigured,
                "a judge's scale goes from a whole number, 0 or greater, to a greater one, in at most 100 steps"
            )
        }
        self.low = low
        self.high = high
    }

    var labels: [String] { (low...high).map(String.init) }
}
