import Platform

/// Verdicts of requests that are not complete yet: when one question of a list fails and the list is tried again, the others are not asked
/// a second time.
final class JudgeMemory: Sendable {
    /// More than any request in flight needs; beyond it everything is asked again, which only costs.
    private static let most = 8192

    private let verdicts = Lock<[[UInt8]: JudgeVerdict]>([:])

    /// The verdict on a question, by the body it was asked with.
    subscript(body: [UInt8]) -> JudgeVerdict? {
        verdicts.withLock { $0[body] }
    }

    func keep(_ verdict: JudgeVerdict, for body: [UInt8]) {
        verdicts.withLock { verdicts in
            if verdicts.count >= Self.most { verdicts.removeAll() }
            verdicts[body] = verdict
        }
    }

    func forget(_ bodies: [[UInt8]]) {
        verdicts.withLock { verdicts in
            for body in bodies { verdicts[body] = nil }
        }
    }
}
