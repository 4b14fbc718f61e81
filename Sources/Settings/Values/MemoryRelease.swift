/// How servers free their memory while the trainer runs.
package enum MemoryRelease: String, Sendable, Hashable, CaseIterable {
    case none
    case vllmSleep = "vllm_sleep"
    case sglangRelease = "sglang_release"
    /// A command stops them.
    case stop
}
