import TestSupport
import Testing

/// A policy server and a reward server, shared by the tests of a suite.
struct Fleet: Sendable {
    let policy: EngineServer
    let reward: EngineServer
    /// Where the servers' logs lie.
    let scratch: ScratchFolder

    /// The one of the running suite.
    @TaskLocal static var current: Fleet?

    /// llama.cpp with weights as q8_0: one thread and no flash attention, which makes every number the same whatever else is computed.
    static func llama() throws -> Fleet {
        let scratch = try ScratchFolder()
        return Fleet(
            policy: try llamaPolicy(log: scratch.path + "/policy.log"),
            reward: try llamaServer("tiny-rm", ["--rerank"], log: scratch.path + "/reward.log"),
            scratch: scratch
        )
    }

    static func llamaPolicy(log: String) throws -> EngineServer { try llamaServer("tiny-lm", [], log: log) }

    private static func llamaServer(_ model: String, _ more: [String], log: String) throws -> EngineServer {
        let exact = ["-t", "1", "-tb", "1", "-np", "8", "-c", "4096", "-fa", "off", "--no-prefill-assistant", "--no-webui", "--offline"]
        let arguments = [Engines.llamaServer, "-m", "\(Engines.models)/\(model)-q8_0.gguf", "-a", model] + exact + more
        return try EngineServer(arguments, log: log)
    }

    /// vLLM on the CPU in float32, with the routes that replace weights.
    static func vllm() throws -> Fleet {
        let scratch = try ScratchFolder()
        return Fleet(
            policy: try vllmServer("lm", ["--max-logprobs", "20", "--generation-config", "vllm"], log: scratch.path + "/policy.log"),
            reward: try vllmServer("rm", ["--runner", "pooling"], log: scratch.path + "/reward.log"),
            scratch: scratch
        )
    }

    /// vLLM with LoRA adapters, which on a CPU scores given tokens only while it computes one sequence at a time.
    static func vllmWithAdapters(log: String) throws -> EngineServer {
        let adapters = ["--enable-lora", "--max-loras", "2", "--max-lora-rank", "8", "--max-num-seqs", "1"]
        return try vllmServer("lm", ["--generation-config", "vllm"] + adapters, log: log)
    }

    private static func vllmServer(_ model: String, _ more: [String], log: String) throws -> EngineServer {
        let small = ["--dtype", "float32", "--max-model-len", "512", "--enforce-eager", "--max-num-seqs", "16"]
        let arguments = [Engines.vllm, "serve", "\(Engines.models)/\(model)", "--served-model-name", "tiny-\(model)"] + small + more
        let environment = [
            "HF_HUB_OFFLINE": "1", "VLLM_NO_USAGE_STATS": "1", "VLLM_CPU_KVCACHE_SPACE": "1", "OMP_NUM_THREADS": "1",
            "VLLM_CPU_OMP_THREADS_BIND": "nobind", "VLLM_SERVER_DEV_MODE": "1",
            "VLLM_ALLOW_RUNTIME_LORA_UPDATING": "1",
        ]
        return try EngineServer(arguments, environment: environment, log: log)
    }

    /// Starts both side by side, runs `body`, and ends them.
    func serve(_ body: @Sendable () async throws -> Void) async throws {
        let result: Result<Void, any Error>
        do {
            try policy.launch()
            try reward.launch()
            try await policy.ready()
            try await reward.ready()
            result = .success(try await Self.$current.withValue(self) { try await body() })
        } catch {
            result = .failure(error)
        }
        // Both are ended even where one does not want to.
        let ends = [await end(policy), await end(reward)]
        try result.get()
        for end in ends { try end.get() }
    }

    private func end(_ server: EngineServer) async -> Result<Void, any Error> {
        do { return .success(try await server.stop()) } catch { return .failure(error) }
    }
}
