import Scheduling

/// Mean log-probs per token of one response: scored twice now, and recorded earlier. In nats.
package struct WeightMeasurement: Sendable, Hashable {
    package var first: Double
    package var second: Double
    /// Under the expected weights if they should be the same, under the previous ones if they should have changed.
    package var recorded: Double

    package init(first: Double, second: Double, recorded: Double) {
        self.first = first
        self.second = second
        self.recorded = recorded
    }

    /// Scores `response` after `prompt` twice with `policy`. Throws `rejected` for an empty response, which says nothing.
    package static func take(
        with policy: some PolicyBackend,
        prompt: [Int32],
        response: [Int32],
        recorded: Double
    ) async throws -> WeightMeasurement {
        guard !response.isEmpty else { throw BackendError(.rejected, "a response without tokens says nothing about the weights") }
        let first = try await policy.score(prompt: prompt, response: response).reduce(0, +) / Double(response.count)
        let second = try await policy.score(prompt: prompt, response: response).reduce(0, +) / Double(response.count)
        return WeightMeasurement(first: first, second: second, recorded: recorded)
    }

    var repetition: Double { (first - second).magnitude }

    var difference: Double { ((first + second) / 2 - recorded).magnitude }

    var isFinite: Bool { first.isFinite && second.isFinite && recorded.isFinite }
}
