/// The seeds that policies are asked to sample with.
package enum SampleSeed {
    /// Base seeds lie below this, so that base plus sample stays a positive 32-bit number for up to 4096 samples.
    package static let limit: UInt64 = (1 << 31) - 4096

    /// The seed of sample 0 of a prompt; sample j uses `base + j`.
    ///
    /// It derives from content, never from the order of arrival: n samples in one request and n single requests draw the same.
    /// - Parameters:
    ///   - round: counted from 1.
    ///   - phase: the part of the round that asks, such as `base` or `evolved`.
    ///   - promptHash: the first 8 bytes of the prompt's content hash.
    package static func base(runSeed: Int, round: Int, phase: String, promptHash: UInt64) -> Int64 {
        var hash = StableHash(purpose: "sample")
        hash.combine(runSeed)
        hash.combine(round)
        hash.combine(phase)
        hash.combine(promptHash)
        return Int64(hash.value % limit)
    }
}
