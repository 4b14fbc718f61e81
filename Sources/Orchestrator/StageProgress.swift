/// How far one stage of a round is.
package struct StageProgress: Sendable, Hashable {
    package var name: String
    package var planned: Int
    package var done: Int
    package var failed: Int
    package var inFlight: Int
    /// Endpoints that do not answer at the moment.
    package var endpointsDown: Int

    package init(name: String, planned: Int, done: Int, failed: Int, inFlight: Int, endpointsDown: Int) {
        self.name = name
        self.planned = planned
        self.done = done
        self.failed = failed
        self.inFlight = inFlight
        self.endpointsDown = endpointsDown
    }
}
