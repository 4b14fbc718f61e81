package import Inference

/// Responses one planned prompt still lacks.
package struct SampleWork: Sendable, Hashable {
    package var phase: Phase
    package var position: Int
    package var promptID: Int64
    /// First eight bytes of the prompt's content hash, big-endian: what its seeds derive from.
    package var promptHash: UInt64
    package var messages: [Message]
    /// Nil until the prompt was tokenised for the policy once.
    package var promptTokens: [Int32]?
    /// The missing sample numbers, ascending, without gaps.
    package var samples: [Int]

    package init(
        phase: Phase,
        position: Int,
        promptID: Int64,
        promptHash: UInt64,
        messages: [Message],
        promptTokens: [Int32]?,
        samples: [Int]
    ) {
        self.phase = phase
        self.position = position
        self.promptID = promptID
        self.promptHash = promptHash
        self.messages = messages
        self.promptTokens = promptTokens
        self.samples = samples
    }
}
