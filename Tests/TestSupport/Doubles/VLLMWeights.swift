import Platform

/// Which weights the vLLM double's names stand for, as its control routes change them.
final class VLLMWeights: Sendable {
    private struct State {
        var adapters: [(name: String, path: String)] = []
        /// The folder that the base models' weights were reloaded from.
        var reloaded: String?
        /// The folder whose weights the prefix cache still answers with.
        var cached: String?
        var isPaused = false
        var isSleeping = false
        var version = "default"
        /// How often the prefix cache will still be in use.
        var cacheHeld: Int
        var scorings: UInt64 = 0
    }

    private let state: Lock<State>

    init(cacheHeld: Int) {
        state = Lock(State(cacheHeld: cacheHeld))
    }

    var adapters: [(name: String, path: String)] { state.withLock { $0.adapters } }
    var isPaused: Bool { state.withLock { $0.isPaused } }
    var isSleeping: Bool { state.withLock { $0.isSleeping } }
    var version: String { state.withLock { $0.version } }

    /// What tells the weights behind `name` from others; empty for the base model as it was started.
    func source(of name: String) -> String {
        state.withLock { state in
            state.adapters.first { $0.name == name }?.path ?? state.cached ?? state.reloaded ?? ""
        }
    }

    func setPaused(_ isPaused: Bool) { state.withLock { $0.isPaused = isPaused } }

    func setSleeping(_ isSleeping: Bool) { state.withLock { $0.isSleeping = isSleeping } }

    func setVersion(_ version: String) { state.withLock { $0.version = version } }

    /// False if there is one of this name.
    func add(_ name: String, _ path: String) -> Bool {
        state.withLock { state in
            guard !state.adapters.contains(where: { $0.name == name }) else { return false }
            state.adapters.append((name, path))
            return true
        }
    }

    /// False if there is none of this name.
    func remove(_ name: String) -> Bool {
        state.withLock { state in
            let before = state.adapters.count
            state.adapters.removeAll { $0.name == name }
            return state.adapters.count < before
        }
    }

    /// The prefix cache goes on answering with the former weights.
    func reload(_ path: String) {
        state.withLock { state in
            state.cached = state.cached ?? state.reloaded ?? ""
            state.reloaded = path
        }
    }

    /// False while the cache is in use.
    func resetCache() -> Bool {
        state.withLock { state in
            guard state.cacheHeld == 0 else {
                state.cacheHeld -= 1
                return false
            }
            state.cached = nil
            return true
        }
    }

    /// Numbers the scoring requests from 1, for their noise.
    func nextScoring() -> UInt64 {
        state.withLock { state in
            state.scorings += 1
            return state.scorings
        }
    }
}
