import Scheduling

/// TEI's queue as `GET /metrics` tells it. How many inputs are being computed it does not tell.
enum TEILoad {
    private static let waiting = "te_queue_size"

    /// Nil where there is no such gauge.
    static func read(_ body: [UInt8]) -> ServerLoad? {
        PrometheusText(body, names: [waiting]).count(waiting).map { ServerLoad(running: 0, waiting: $0) }
    }
}
