/// Half of a prompt's content hash: enough to tell prompts apart, small enough to keep millions.
struct PromptKey: Hashable {
    private let high: UInt64
    private let low: UInt64

    init(_ prompt: PromptRecord) {
        high = UInt64(prompt.contentHash.prefix(16), radix: 16) ?? 0
        low = UInt64(prompt.contentHash.dropFirst(16).prefix(16), radix: 16) ?? 0
    }
}
