/// A prompt with the parts its responses have.
package struct MemberPrompt: Sendable, Hashable {
    /// The prompt's position in the table.
    package let prompt: Int
    /// Its responses in plan order.
    package let members: [Member]
    /// What prompts are ranked by.
    package let score: Double
    /// Among the prompts, counted from 0, best first.
    package internal(set) var rank: Int
    /// Why the prompt is not emitted; nil when it is.
    package internal(set) var reason: MemberReason?

    package var kept: Bool { reason == nil }

    /// Ranks 1, 2 and last by reward, as Triple Preference Optimization takes its gold, chosen and rejected responses; nil with fewer than
    /// three responses.
    package var triple: (gold: Int, chosen: Int, rejected: Int)? {
        let ranked = members.sorted { $0.rank < $1.rank }
        guard ranked.count > 2 else { return nil }
        return (ranked[0].response, ranked[1].response, ranked[ranked.count - 1].response)
    }
}
