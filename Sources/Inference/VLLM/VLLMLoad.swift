import Scheduling

/// vLLM's load as `GET /metrics` tells it, summed over the engines of one server; the cache is that of the fullest engine.
enum VLLMLoad {
    private static let running = "vllm:num_requests_running"
    private static let waiting = "vllm:num_requests_waiting"
    private static let cache = "vllm:kv_cache_usage_perc"
    /// The name of engines before V1.
    private static let oldCache = "vllm:gpu_cache_usage_perc"

    /// Nil where there are no such gauges.
    static func read(_ body: [UInt8]) -> ServerLoad? {
        let metrics = PrometheusText(body, names: [running, waiting, cache, oldCache])
        guard let running = metrics.count(running), let waiting = metrics.count(waiting) else { return nil }
        return ServerLoad(running: running, waiting: waiting, cacheUsage: (metrics[cache] ?? metrics[oldCache])?.largest)
    }
}
