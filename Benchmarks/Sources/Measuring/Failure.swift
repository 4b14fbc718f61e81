/// Why there is nothing to report.
package struct Failure: Error {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}
