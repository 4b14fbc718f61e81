import Scheduling

/// Whether a server answers with the weights it should: those of the record, or others than before a swap.
///
/// A name or a version string proves nothing (caches, failed reloads, a restarted old server), so a few responses are scored again.
/// The server's own noise is the median difference between two scorings of the same response; batching and kernels make it more than zero.
package struct WeightCheck: Sendable, Hashable {
    package enum Question: Sendable, Hashable {
        /// The weights must be those that the recorded log-probs are of: before a round goes on, and for a reference at any time.
        case same
        /// The weights must not be those that the recorded log-probs are of: after a swap.
        case changed
    }

    /// Responses worth measuring; more would not tell more.
    package static let responses = 16
    /// Noise per token that is always allowed for, in nats, unless set otherwise.
    package static let floor = 1e-3
    /// The same weights differ from the record by at most this many times the noise.
    package static let sameLimit = 3.0
    /// Changed weights differ from the former ones by more than this many times the noise.
    package static let changedLimit = 5.0

    package let question: Question
    /// Median over the responses of |first − second|, at least the floor, in nats per token.
    package let noise: Double
    /// Median over the responses of |mean of the two fresh scorings − recorded|, in nats per token.
    package let difference: Double
    /// Responses compared.
    package let count: Int
    package let passes: Bool
    /// What was found, in one sentence with the numbers.
    package let sentence: String

    /// - Parameters:
    ///   - subject: Whom the sentence is about: `the policy at 127.0.0.1:8000`.
    ///   - measurements: One at least; with 12 or more, noise alone does not make a verdict.
    ///   - floor: The least noise assumed, in nats per token: raise it where sampled log-probs were recorded on a server whose kernels for
    ///     sampling and for scoring differ.
    /// - Throws: `notFinite` if a value is NaN or infinite, `rejected` if there is nothing to compare.
    package init(
        _ question: Question,
        of subject: String,
        _ measurements: [WeightMeasurement],
        floor: Double = WeightCheck.floor
    ) throws(BackendError) {
        guard !measurements.isEmpty else {
            throw BackendError(.rejected, "\(subject): no response with a recorded log-prob, so the weights cannot be checked")
        }
        guard measurements.allSatisfy(\.isFinite) else {
            throw BackendError(.notFinite, "\(subject): a log-prob is NaN or infinite, so the weights cannot be checked")
        }
        self.question = question
        noise = max(floor, Self.median(measurements.map(\.repetition)))
        difference = Self.median(measurements.map(\.difference))
        count = measurements.count
        switch question {
        case .same: passes = difference <= Self.sameLimit * noise
        case .changed: passes = difference > Self.changedLimit * noise
        }
        let verdict =
            switch (question, passes) {
            case (.same, true): "answers with the weights of the record"
            case (.same, false): "does not answer with the weights of the record"
            case (.changed, true): "answers with other weights than before"
            case (.changed, false): "still answers with the weights of before, or the training changed nothing"
            }
        let limit = question == .same ? "at most \(Int(Self.sameLimit))" : "more than \(Int(Self.changedLimit))"
        sentence =
            "\(subject) \(verdict): median difference \(Self.rounded(difference)) per token over \(count) responses, "
            + "\(limit) times the noise of \(Self.rounded(noise)) wanted"
    }

    /// The mean of the two middle values where there are two.
    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    private static func rounded(_ value: Double) -> String {
        String((value * 100_000).rounded() / 100_000)
    }
}
