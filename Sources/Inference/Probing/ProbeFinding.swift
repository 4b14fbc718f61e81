package import Scheduling

/// What one check of one endpoint showed.
package struct ProbeFinding: Sendable, Hashable {
    package enum Verdict: String, Sendable, Hashable {
        case good
        /// The run can go on, and people should know.
        case warning
        /// What the endpoint says must not be recorded.
        case bad
    }

    package var check: ProbeCheck
    package var verdict: Verdict
    /// What was seen, one sentence without a full stop.
    package var message: String
    /// What to change, where something is to be changed.
    package var remedy: String?
    /// The number the verdict rests on, and the most (or least) it may be, where there is one.
    package var value: Double?
    package var bound: Double?
    /// The class of the failure where the check could not be made.
    package var failure: FailureClass?

    package init(
        _ check: ProbeCheck,
        _ verdict: Verdict,
        _ message: String,
        remedy: String? = nil,
        value: Double? = nil,
        bound: Double? = nil,
        failure: FailureClass? = nil
    ) {
        self.check = check
        self.verdict = verdict
        self.message = message
        self.remedy = remedy
        self.value = value
        self.bound = bound
        self.failure = failure
    }

    /// A check that could not be made, or whose asking was refused.
    ///
    /// A server that is only away or busy says nothing of what was asked: where others will ask again anyway, `passing` makes that a warning.
    package init(_ check: ProbeCheck, failed error: any Error, passing: Bool = false) {
        let error = error as? BackendError ?? BackendError(.malformedReply, "\(error)")
        let verdict: Verdict = passing && error.failure.isPassing ? .warning : .bad
        self.init(check, verdict, error.message, failure: error.failure)
    }
}

extension FailureClass {
    /// The same question may well be answered a little later.
    package var isPassing: Bool {
        switch self {
        case .unreachable, .connectionLost, .overloaded, .timedOut, .serverError, .malformedReply, .aborted, .cancelled: true
        case .notFinite, .tooLong, .rejected, .misconfigured: false
        }
    }
}
