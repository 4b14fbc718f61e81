import JSONCursor
import Scheduling

/// SGLang's load, summed over its data-parallel ranks; the cache is that of the fullest rank.
enum SGLangLoad {
    private static let running = "sglang:num_running_reqs"
    private static let waiting = "sglang:num_queue_reqs"
    private static let cache = "sglang:token_usage"

    /// As the server tells it where it does, the newer way first.
    static func current(_ client: EndpointClient) async throws -> ServerLoad? {
        let load = try await client.getIfOffered("/v1/loads?include=core") { try JSONCursor.read($0.body, loads) }
        if let load { return load }
        return try await client.getIfOffered("/metrics") { metrics($0.body) }
    }

    /// From `GET /v1/loads?include=core`; nil where it tells no numbers.
    static func loads(_ cursor: inout JSONCursor) throws -> ServerLoad? {
        var sum = ServerLoad(running: 0, waiting: 0)
        var ranks = 0
        try cursor.object { key, value in
            guard key == "loads" else { return try value.skip() }
            try value.array { rank in
                try add(&rank, to: &sum)
                ranks += 1
            }
        }
        return ranks > 0 ? sum : nil
    }

    private static func add(_ cursor: inout JSONCursor, to sum: inout ServerLoad) throws {
        try cursor.object { key, value in
            switch key {
            case "num_running_reqs": sum.running += try value.optionalInteger() ?? 0
            case "num_waiting_reqs": sum.waiting += try value.optionalInteger() ?? 0
            case "max_running_requests":
                if let most = try value.optionalInteger(), most > 0 { sum.capacity = (sum.capacity ?? 0) + most }
            case "token_usage":
                if try !value.null() { sum.cacheUsage = max(sum.cacheUsage ?? 0, try value.double()) }
            default: try value.skip()
            }
        }
    }

    /// From `GET /metrics` (`--enable-metrics`); nil where there are no such gauges.
    static func metrics(_ body: [UInt8]) -> ServerLoad? {
        let metrics = PrometheusText(body, names: [running, waiting, cache])
        guard let running = metrics.count(running), let waiting = metrics.count(waiting) else { return nil }
        return ServerLoad(running: running, waiting: waiting, cacheUsage: metrics[cache]?.largest)
    }
}
