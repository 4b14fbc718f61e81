import JSONCursor
import Scheduling

/// llama-server's load, in slots: a request of several samples takes several.
enum LlamaLoad {
    private static let running = "llamacpp:requests_processing"
    private static let waiting = "llamacpp:requests_deferred"

    /// From `GET /metrics` (`--metrics`); nil where there are no such gauges.
    static func metrics(_ body: [UInt8]) -> ServerLoad? {
        let metrics = PrometheusText(body, names: [running, waiting])
        guard let running = metrics.count(running), let waiting = metrics.count(waiting) else { return nil }
        return ServerLoad(running: running, waiting: waiting)
    }

    /// From `GET /slots`, which does not tell who waits.
    static func slots(_ cursor: inout JSONCursor) throws -> ServerLoad {
        var running = 0
        var slots = 0
        try cursor.array { slot in
            slots += 1
            try slot.object { key, value in
                switch key {
                case "is_processing": if try value.bool() { running += 1 }
                default: try value.skip()
                }
            }
        }
        return ServerLoad(running: running, waiting: 0, capacity: slots)
    }
}
