import Platform

@testable import Orchestrator

/// What a hand-off told, in order.
final class Notices: Sendable {
    private let list = Lock<[TrainingNotice]>([])

    var all: [TrainingNotice] { list.withLock { $0 } }
    var lines: [String] {
        all.compactMap { if case .line(let text) = $0 { text } else { nil } }
    }

    @Sendable func add(_ notice: TrainingNotice) {
        list.withLock { $0.append(notice) }
    }
}
