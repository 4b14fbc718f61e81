/// One thing `doctor` looked at.
package struct Finding: Sendable, Hashable {
    package enum Verdict: String, Sendable, Hashable {
        case good
        case warning
        case bad
    }

    /// What was looked at: an endpoint, the ledger, a file.
    package var subject: String
    package var check: String
    package var verdict: Verdict
    /// What was seen and, unless good, what to do.
    package var message: String

    package init(_ subject: String, _ check: String, _ verdict: Verdict, _ message: String) {
        self.subject = subject
        self.check = check
        self.verdict = verdict
        self.message = message
    }
}
