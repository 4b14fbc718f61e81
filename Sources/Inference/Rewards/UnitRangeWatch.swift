/// Watches whether the first scores of a reward model all lie in [0, 1], the mark of a sigmoid where raw outputs were asked for.
struct UnitRangeWatch: Sendable {
    /// Scores looked at before a verdict: raw outputs hardly ever stay in [0, 1] for so long.
    static let window = 32

    private var seen = 0
    private var isOver = false

    /// True once, when the window is full and every score in it lay in [0, 1].
    mutating func add(_ scores: [Double]) -> Bool {
        for score in scores where !isOver {
            seen += 1
            guard 0...1 ~= score else {
                isOver = true
                return false
            }
            if seen == Self.window {
                isOver = true
                return true
            }
        }
        return false
    }
}
