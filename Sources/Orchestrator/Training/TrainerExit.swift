package import JSONCursor
package import Platform

/// How an attempt at training ended: the content of its file `exit`.
package struct TrainerExit: Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable {
        /// The trainer ended by itself, by a code or a signal.
        case exited
        /// It was ended after its time-out.
        case timedOut = "timed_out"
        /// It was ended because it wrote more than the log's limit.
        case logLimit = "log_limit"
        /// It was ended because somebody asked its supervisor to.
        case killed
        /// It never ran: `error` says why.
        case notStarted = "not_started"
        /// Its supervisor ended without a word: killed, or the machine stopped.
        case lost
    }

    package var attempt: Int
    package var reason: Reason
    /// Of the trainer's process; nil where a signal ended it or it never ran.
    package var code: Int?
    package var signal: Int?
    /// Seconds since 1970; 0 where unknown.
    package var startedAt: Double
    package var finishedAt: Double
    /// Of a clock that does not jump.
    package var seconds: Double
    package var error: String?

    package init(
        attempt: Int,
        reason: Reason,
        end: ProcessEnd? = nil,
        startedAt: Double = 0,
        finishedAt: Double = 0,
        seconds: Double = 0,
        error: String? = nil
    ) {
        self.attempt = attempt
        self.reason = reason
        if case .exited(let code) = end { self.code = Int(code) }
        if case .signalled(let signal) = end { self.signal = Int(signal) }
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.seconds = seconds
        self.error = error
    }

    /// Whether the trainer says it has done its work.
    package var isSuccess: Bool { reason == .exited && code == 0 }

    /// What a file holds; nil where it is none of ours.
    package init?(json: [UInt8]) {
        guard let value = try? JSONValue(parsing: json), case .string(let name) = value["reason"], let reason = Reason(rawValue: name)
        else {
            return nil
        }
        self.reason = reason
        attempt = Self.integer(value["attempt"]) ?? 0
        code = Self.integer(value["code"])
        signal = Self.integer(value["signal"])
        startedAt = Self.double(value["started_at"])
        finishedAt = Self.double(value["finished_at"])
        seconds = Self.double(value["seconds"])
        if case .string(let text) = value["error"] { error = text }
    }

    package func json() throws(JSONError) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("attempt")
        writer.integer(attempt)
        writer.key("code")
        if let code { writer.integer(code) } else { writer.null() }
        writer.key("signal")
        if let signal { writer.integer(signal) } else { writer.null() }
        writer.key("reason")
        writer.string(reason.rawValue)
        writer.key("seconds")
        try writer.double(seconds)
        writer.key("started_at")
        try writer.double(startedAt)
        writer.key("finished_at")
        try writer.double(finishedAt)
        if let error {
            writer.key("error")
            writer.string(error)
        }
        writer.endObject()
        writer.endLine()
        return writer.bytes
    }

    private static func integer(_ value: JSONValue?) -> Int? {
        if case .integer(let number) = value { number } else { nil }
    }

    private static func double(_ value: JSONValue?) -> Double {
        switch value {
        case .double(let number): number
        case .integer(let number): Double(number)
        default: 0
        }
    }
}
