import Scheduling

/// Puts one vLLM server to sleep while a trainer needs its memory: weights go to the host's memory, the KV cache is dropped.
///
/// Needs `--enable-sleep-mode` and `VLLM_SERVER_DEV_MODE=1` (`entrypoints/serve/dev/sleep/api_router.py`).
package struct VLLMSleepControl: MemoryControl {
    static let remedy = "start vLLM with --enable-sleep-mode and VLLM_SERVER_DEV_MODE=1 in its environment"

    private let client: EndpointClient

    package init(client: EndpointClient) {
        self.client = client.at(client.address.atServerRoot())
    }

    package func release() async throws {
        if try await isSleeping() { return }
        try await command("/sleep?level=1&mode=wait")
        guard try await isSleeping() else { throw failed("/sleep", "did not put the server to sleep") }
    }

    package func restore() async throws {
        guard try await isSleeping() else { return }
        try await command("/wake_up")
        if try await isSleeping() { throw failed("/wake_up", "did not wake the server") }
    }

    private func isSleeping() async throws -> Bool {
        let reply = try await client.send(.get, "/is_sleeping", [])
        guard !client.isMissing(reply) else { throw failed("/is_sleeping", "is no path of this server: \(Self.remedy)") }
        return try reply.read { try ControlReply.flag("is_sleeping", in: $0) }
    }

    private func command(_ path: String) async throws(BackendError) {
        try await client.command(path, remedy: Self.remedy).read(ControlReply.accepted)
    }

    private func failed(_ path: String, _ reason: String) -> BackendError {
        BackendError(.misconfigured, "\(client.address.authority)\(path) \(reason)")
    }
}
