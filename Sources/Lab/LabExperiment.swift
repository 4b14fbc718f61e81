import Glibc
import Playground

/// Compares selection metrics at equal budget: the same prompts, answers, pairs a round and trainer, only the choice of pairs differs.
package struct LabExperiment: Sendable {
    private let settings: LabSettings
    private let prompts: [LabPrompt]

    /// Throws `LabError` for settings that cannot be.
    package init(_ settings: LabSettings, prompts: [LabPrompt]) throws {
        try settings.check(pool: prompts.count)
        _ = try PlaygroundTrainer(settings.training)
        self.settings = settings
        self.prompts = prompts
    }

    /// Runs every arm, on all processors. The result does not depend on how many there are.
    ///
    /// Throws `CancellationError` soon after the task is cancelled.
    /// - Parameter progress: told of arms done and arms in all, from any thread.
    package func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> LabResult {
        let base = try PlaygroundPolicy(named: settings.policy).model
        let reward = try PlaygroundReward(named: settings.reward)
        let (settings, prompts) = (settings, prompts)
        let starts = try await Self.inParallel(settings.seeds) { index in
            try LabSeed(index + 1, prompts: prompts, settings: settings, base: base, reward: reward)
        } done: {
            _ in
        }
        let arms = self.arms
        let rounds = LabRounds(settings: settings, base: base, reward: reward)
        let records = try await Self.inParallel(arms.count) { index in
            try rounds.records(arms[index], starts[arms[index].seed - 1])
        } done: {
            progress($0, arms.count)
        }
        return LabResult(settings: settings, untrained: starts.map(\.untrained), records: records.flatMap { $0 })
    }

    /// In the order of the tables: by noise, metric, seed.
    private var arms: [LabArm] {
        var arms: [LabArm] = []
        for noise in settings.noises.indices {
            for metric in settings.metrics.indices {
                for seed in 1...settings.seeds { arms.append(LabArm(metric: metric, noise: noise, seed: seed)) }
            }
        }
        return arms
    }

    /// `body` of 0 ..< count, as many at once as there are processors: each holds a model or two. Results come in the order of their index.
    private static func inParallel<Value: Sendable>(
        _ count: Int,
        _ body: @escaping @Sendable (Int) throws -> Value,
        done: (Int) -> Void
    ) async throws -> [Value] {
        let width = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        var values = [Value?](repeating: nil, count: count)
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            var next = 0
            var finished = 0
            while finished < count {
                while next < count, next - finished < width {
                    let index = next
                    group.addTask {
                        try Task.checkCancellation()
                        return (index, try body(index))
                    }
                    next += 1
                }
                guard let (index, value) = try await group.next() else { return }
                values[index] = value
                finished += 1
                done(finished)
            }
        }
        return values.compactMap { $0 }
    }
}
