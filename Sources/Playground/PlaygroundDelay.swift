import Inference

/// The pauses of a backend that computes in the caller's process: an artificial delay for demonstrations, and turns for other tasks.
enum PlaygroundDelay {
    /// Waits `seconds` before a call's work. Throws `cancelled` when the task is.
    static func wait(_ seconds: Double) async throws(BackendError) {
        if seconds > 0 {
            try? await Task.sleep(for: .seconds(seconds))
        }
        try await giveWay()
    }

    /// Lets other tasks run. Throws `cancelled` when the task is.
    static func giveWay() async throws(BackendError) {
        await Task.yield()
        if Task.isCancelled {
            throw BackendError(.cancelled, "the playground's call was cancelled")
        }
    }

    /// Throws `misconfigured` for a delay that is no duration.
    static func check(_ seconds: Double) throws(BackendError) {
        if !(seconds >= 0 && seconds.isFinite) {
            throw BackendError(.misconfigured, "the playground's delay must be 0 or more seconds, not \(seconds)")
        }
    }
}
