package import Scheduling

/// Why a backend gave no answer, or none that can be believed.
package struct BackendError: Error, Sendable, Hashable, CustomStringConvertible {
    package var failure: FailureClass
    /// One sentence for people: what, at which endpoint, and where it helps what to change. Never a secret, at most a short excerpt of a body.
    package var message: String
    /// Seconds the server asked to wait.
    package var retryAfter: Double?

    package init(_ failure: FailureClass, _ message: String, retryAfter: Double? = nil) {
        self.failure = failure
        self.message = message
        self.retryAfter = retryAfter
    }

    package var description: String { message }
}
