import Ledger

extension ProbeRecord {
    init(_ finding: Finding) {
        self.init(
            role: finding.role,
            endpoint: finding.endpoint,
            check: finding.check,
            verdict: finding.verdict.rawValue,
            message: finding.message,
            remedy: finding.remedy,
            value: finding.value,
            bound: finding.bound
        )
    }
}

extension Finding {
    /// A recorded one; nil where a later version recorded a verdict that this one does not know.
    init?(_ record: ProbeRecord, at time: Double) {
        guard let verdict = Verdict(rawValue: record.verdict) else { return nil }
        self.init(record.role, record.check, verdict, record.message)
        endpoint = record.endpoint
        remedy = record.remedy
        value = record.value
        bound = record.bound
        recordedAt = time
    }
}
