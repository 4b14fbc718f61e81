import Platform

/// What the endpoints of a run that goes on are doing, for whoever asks.
package final class FleetBoard: Sendable {
    /// An endpoint within a stage.
    package struct Entry: Sendable, Hashable {
        package var stage: String
        package var state: String
        package var inFlight: Int
        package var limit: Int
        package var done: Int
        package var failed: Int
    }

    private let progress = Lock<[StageProgress]>([])

    package init() {}

    func show(_ stages: [StageProgress]) {
        progress.withLock { $0 = stages }
    }

    /// The stages in which the endpoint works in the role.
    package func stages(at endpoint: String, of role: EndpointRole) -> [Entry] {
        progress.withLock { $0 }.flatMap { stage in
            stage.endpoints.filter { $0.name == endpoint && role.isNamed(by: stage.name) }.map {
                Entry(
                    stage: stage.name,
                    state: $0.state.rawValue,
                    inFlight: $0.inFlight,
                    limit: $0.limit,
                    done: $0.done,
                    failed: $0.failed
                )
            }
        }
    }
}
