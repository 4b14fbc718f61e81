/// Why there is nothing to report.
struct Failure: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
