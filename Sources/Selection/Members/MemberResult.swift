/// Which responses a selection accepts and rejects, and what became of everything else.
package struct MemberResult: Sendable {
    /// The prompts with members, in plan order; N of them.
    package let prompts: [MemberPrompt]
    /// The prompts without, in plan order.
    package let withoutMembers: [(prompt: Int, reason: MemberReason)]
    /// Over the kept prompts.
    package let balance: MemberBalance

    package var keptCount: Int { prompts.count { $0.kept } }
}
