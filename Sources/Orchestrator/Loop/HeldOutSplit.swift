import Datasets
package import Ledger
import Selection
package import Settings

/// Sets prompts apart that no round ever samples, rewrites or trains on.
package enum HeldOutSplit {
    /// Marks the held-out prompts of a pool: those with the smallest hashes of run seed and content, so that neither the order of the file
    /// nor what is added to it later changes which they are.
    ///
    /// - Throws: `RunError` where nothing would be left to train on.
    package static func mark(_ prompts: inout [PoolPrompt], _ settings: HeldOutPrompts, runSeed: Int) throws(RunError) {
        let count: Int
        switch settings {
        case .share(let share): count = max(1, Int((share * Double(prompts.count)).rounded(.down)))
        case .count(let number): count = number
        case .source: return
        }
        guard count < prompts.count else {
            throw RunError(
                .input,
                "held_out sets \(count) prompts apart, and there are only \(prompts.count): hold out fewer, or add prompts"
            )
        }
        let keys = prompts.map { key(of: $0, runSeed) }
        let order = prompts.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
        for index in order.prefix(count) { prompts[index].isHeldOut = true }
    }

    private static func key(of prompt: PoolPrompt, _ runSeed: Int) -> UInt64 {
        var hash = StableHash(purpose: "held_out")
        hash.combine(runSeed)
        hash.combine(UInt64(prompt.contentHash.prefix(16), radix: 16) ?? 0)
        return hash.value
    }
}
