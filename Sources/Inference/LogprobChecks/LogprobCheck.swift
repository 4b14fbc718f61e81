/// What any log-prob from a server must satisfy before it is believed.
enum LogprobCheck {
    /// Servers write -9999 for minus infinity.
    static let floor = -9998.0
    /// Rounding may lift the log-prob of a certain token a little above 0.
    static let ceiling = 1e-4

    static func check(_ logprob: Double) throws {
        guard logprob.isFinite, logprob > floor else {
            throw BadReply(.notFinite, "a log-prob is \(logprob), which stands for minus infinity or no number")
        }
        guard logprob <= ceiling else {
            throw BadReply.malformed("a log-prob is \(logprob), above 0")
        }
    }
}
