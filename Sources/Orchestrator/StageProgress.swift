package import Scheduling

/// How far one stage of a round is.
package struct StageProgress: Sendable, Hashable {
    package var name: String
    package var planned: Int
    package var done: Int
    package var failed: Int
    package var inFlight: Int
    /// Endpoints that do not answer at the moment.
    package var endpointsDown: Int
    /// Where each endpoint stands, in their order.
    package var endpoints: [EndpointStatus]

    package init(
        name: String,
        planned: Int,
        done: Int,
        failed: Int,
        inFlight: Int,
        endpointsDown: Int,
        endpoints: [EndpointStatus] = []
    ) {
        self.name = name
        self.planned = planned
        self.done = done
        self.failed = failed
        self.inFlight = inFlight
        self.endpointsDown = endpointsDown
        self.endpoints = endpoints
    }
}
