/// What a response is to a trainer that learns from responses rather than pairs.
package enum MemberLabel: String, CaseIterable, Sendable {
    case accepted
    case rejected
    /// Part of the prompt, but neither.
    case neither
}
