import Scheduling

extension RoundMachine {
    /// How far every stage is, as of the last event.
    package var progress: [StageProgress] {
        stages.map { stage in
            let endpoints = stage.pool.endpoints.map { $0.status(at: lastEventAt) }
            return StageProgress(
                name: stage.plan.id.name,
                planned: stage.plan.planned,
                done: stage.done,
                failed: stage.failed,
                inFlight: stage.inFlight,
                endpointsDown: endpoints.count { $0.state == .down },
                endpoints: endpoints
            )
        }
    }

    /// What was learned of the endpoints, to begin the next round with; what was known of other stages stays.
    package var memory: Memory {
        var memory = known
        for stage in stages { memory.pools[stage.plan.id] = stage.pool.memory }
        return memory
    }
}
