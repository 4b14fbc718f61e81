import Platform
import Scheduling

/// Takes the memory of one SGLang server while a trainer needs it.
///
/// Needs `--enable-memory-saver`. The server cannot be asked whether its memory is released, and asking it twice for the same kills it
/// (`srt/managers/scheduler_components/weight_updater.py`, 0.5.23: `offload_tags.remove`), so this remembers what it did.
package final class SGLangMemoryControl: MemoryControl {
    static let remedy = "start SGLang with --enable-memory-saver"

    private let client: EndpointClient
    private let isReleased: Lock<Bool>

    /// `isReleased`: what an earlier process left it in.
    package init(client: EndpointClient, isReleased: Bool = false) {
        self.client = client.at(client.address.atServerRoot())
        self.isReleased = Lock(isReleased)
    }

    package func release() async throws {
        guard !isReleased.withLock({ $0 }) else { return }
        try await command("/release_memory_occupation")
        isReleased.withLock { $0 = true }
    }

    package func restore() async throws {
        guard isReleased.withLock({ $0 }) else { return }
        try await command("/resume_memory_occupation")
        isReleased.withLock { $0 = false }
    }

    private func command(_ path: String) async throws(BackendError) {
        try await client.command(path, Array("{}".utf8), remedy: Self.remedy).read(ControlReply.accepted)
    }
}
