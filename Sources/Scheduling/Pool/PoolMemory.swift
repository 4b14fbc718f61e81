/// What a stage's pool learned: by endpoint, and how long calls take.
package struct PoolMemory: Sendable, Hashable {
    package var endpoints: [String: EndpointMemory]
    package var latencies: LatencySketch

    package init(endpoints: [String: EndpointMemory] = [:], latencies: LatencySketch = LatencySketch()) {
        self.endpoints = endpoints
        self.latencies = latencies
    }
}
