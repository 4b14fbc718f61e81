import Platform

/// Looks at a reward model's first scores and speaks up once if they all lie in [0, 1] where raw outputs were asked for.
final class ScoreWatch: Sendable {
    private let range = Lock(UnitRangeWatch())
    private let remedy: String
    private let notice: @Sendable (String) -> Void

    /// `remedy` says what such scores mean for this server, and what to do.
    init(remedy: String, notice: @escaping @Sendable (String) -> Void) {
        self.remedy = remedy
        self.notice = notice
    }

    /// `place` names the server and its model.
    func add(_ scores: [Double], place: String) {
        guard range.withLock({ $0.add(scores) }) else { return }
        notice("\(place): the first \(UnitRangeWatch.window) scores all lie between 0 and 1: \(remedy)")
    }
}
