package import Inference

/// One thing that was looked at: an endpoint, the ledger, a file.
package struct Finding: Sendable, Hashable {
    package typealias Verdict = ProbeFinding.Verdict

    /// What was looked at: `policy`, `reward rm`, the ledger, a file.
    package var role: String
    /// Of a server; empty where none was asked.
    package var endpoint: String
    package var check: String
    package var verdict: Verdict
    /// What was seen.
    package var message: String
    /// What to change, where it does not stand in the message.
    package var remedy: String?
    /// The number the verdict rests on and its bound, where there is one.
    package var value: Double?
    package var bound: Double?
    /// The check could not be made, and might well be a little later.
    package var isPassing = false
    /// When a run recorded it, in seconds since 1970; nil for what was looked at just now.
    package var recordedAt: Double?

    package init(_ subject: String, _ check: String, _ verdict: Verdict, _ message: String) {
        role = subject
        endpoint = ""
        self.check = check
        self.verdict = verdict
        self.message = message
    }

    /// What a probe of an endpoint found.
    package init(role: String, endpoint: String, _ finding: ProbeFinding) {
        self.init(role, finding.check.rawValue, finding.verdict, finding.message)
        self.endpoint = endpoint
        remedy = finding.remedy
        value = finding.value
        bound = finding.bound
        isPassing = finding.failure?.isPassing ?? false
    }

    package var subject: String { endpoint.isEmpty ? role : "\(role) \(endpoint)" }

    /// Message and remedy, with the endpoint in front where the message does not name it.
    package var sentence: String {
        let place = Self.authority(endpoint)
        let named = endpoint.isEmpty || message.contains(place) ? message : "\(subject): \(message)"
        return remedy.map { "\(named); \($0)" } ?? named
    }

    /// Host and port of an address; other names of endpoints as they are.
    private static func authority(_ endpoint: String) -> String {
        let rest = endpoint.split(separator: "/", omittingEmptySubsequences: true)
        return rest.count > 1 && endpoint.contains("://") ? String(rest[1]) : endpoint
    }
}
