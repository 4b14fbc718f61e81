import Scheduling

extension RoundMachine {
    /// How far every stage is.
    package var progress: [StageProgress] {
        stages.map { stage in
            StageProgress(
                name: stage.plan.id.name,
                planned: stage.plan.planned,
                done: stage.done,
                failed: stage.failed,
                inFlight: stage.inFlight,
                endpointsDown: stage.pool.endpoints.count { $0.downSince != nil }
            )
        }
    }
}
