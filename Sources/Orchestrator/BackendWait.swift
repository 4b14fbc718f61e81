import Inference
import Scheduling

/// Waits until a backend answers that may still be loading its weights.
struct BackendWait: Sendable {
    /// Most seconds to wait.
    let limit: Double
    let notice: @Sendable (RunNotice) -> Void

    /// Calls `probe` until it succeeds. Throws `RunError`: `input` where nothing can come of waiting, `resumable` when time is up.
    func untilAnswering(
        _ name: String,
        _ probe: @Sendable () async throws -> BackendProbe
    ) async throws -> BackendProbe {
        let start = RunClock.monotonic
        var delay = 0.25
        var told = false
        while true {
            do {
                return try await probe()
            } catch let error as BackendError {
                guard [.unreachable, .overloaded, .connectionLost, .timedOut, .serverError].contains(error.failure) else {
                    throw RunError(.input, error.message)
                }
                let left = limit - (RunClock.monotonic - start)
                guard left > 0 else {
                    throw RunError(
                        .resumable,
                        "\(error.message); waited \(Int(limit)) s (limits.wait_for_backend): start the server and run the same command again"
                    )
                }
                delay = min(delay, left)
                if !told {
                    notice(.info("waiting for \(name): \(error.message)"))
                    told = true
                }
            }
            try await Task.sleep(for: .seconds(delay))
            delay = min(delay * 1.5, 5)
        }
    }
}
