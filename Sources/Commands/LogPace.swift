/// When a log gets a line of progress: every few seconds while something changes, once a minute while nothing does, and at the end. Pure.
struct LogPace {
    private static let interval = 5.0
    private static let idleInterval = 60.0

    private var last = ""
    private var lastAt = -Double.infinity

    /// Whether the line is to be written now, in seconds of a clock that does not go back.
    mutating func takes(_ line: String, at now: Double, isEnd: Bool) -> Bool {
        let pause = line == last ? Self.idleInterval : Self.interval
        guard now - lastAt >= pause || isEnd else { return false }
        last = line
        lastAt = now
        return true
    }
}
