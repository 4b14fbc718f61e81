import Orchestrator

/// Rates of a round's stages since this process began to work on it.
struct ProgressMeter: Sendable {
    private var round = 0
    private var startedAt = 0.0
    private var first: [String: Int] = [:]
    private var lastDone: [String: Int] = [:]
    /// Items per second by stage.
    private(set) var rates: [String: Double] = [:]
    /// Whether the last update differed from the one before.
    private(set) var isNews = true

    mutating func update(round: Int, _ stages: [StageProgress], at now: Double) {
        if round != self.round {
            self.round = round
            startedAt = now
            first = [:]
            rates = [:]
        }
        let done = Dictionary(stages.map { ($0.name, $0.done + $0.failed) }) { first, _ in first }
        isNews = done != lastDone
        lastDone = done
        for (name, count) in done {
            guard let begin = first[name] else {
                first[name] = count
                continue
            }
            if now > startedAt { rates[name] = Double(count - begin) / (now - startedAt) }
        }
    }
}
