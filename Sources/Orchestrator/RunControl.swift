import Platform

/// The handle by which signals reach a run.
package final class RunControl: Sendable {
    private struct State {
        var isDraining = false
        var isCancelled = false
        var preflight: Task<Void, Never>?
        var shell: RoundShell?
    }

    private let state = Lock(State())

    package init() {}

    /// Asked to end early.
    package var isEnding: Bool { state.withLock { $0.isDraining } }

    /// Send nothing new, record what is in flight, then end.
    package func drain() {
        let (shell, preflight) = state.withLock { state in
            state.isDraining = true
            return (state.shell, state.preflight)
        }
        preflight?.cancel()
        if let shell { Task { await shell.drain() } }
    }

    /// Give up what is in flight, record what has finished, then end.
    package func cancel() {
        let (shell, preflight) = state.withLock { state in
            state.isDraining = true
            state.isCancelled = true
            return (state.shell, state.preflight)
        }
        preflight?.cancel()
        if let shell { Task { await shell.cancel() } }
    }

    /// Runs work that waits and records nothing, so that a drain ends it at once. Throws `CancellationError` then.
    func interruptible<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let task = Task { try await body() }
        let handle = Task<Void, Never> {
            await withTaskCancellationHandler {
                _ = await task.result
            } onCancel: {
                task.cancel()
            }
        }
        let isEnding = state.withLock { state in
            state.preflight = handle
            return state.isDraining
        }
        if isEnding { handle.cancel() }
        defer { state.withLock { $0.preflight = nil } }
        do {
            return try await task.value
        } catch {
            if self.isEnding { throw CancellationError() }
            throw error
        }
    }

    /// Makes `shell` the one that signals reach; a signal that came before reaches it now.
    func attach(_ shell: RoundShell?) async {
        let (isDraining, isCancelled) = state.withLock { state in
            state.shell = shell
            return (state.isDraining, state.isCancelled)
        }
        if isCancelled { await shell?.cancel() } else if isDraining { await shell?.drain() }
    }
}
