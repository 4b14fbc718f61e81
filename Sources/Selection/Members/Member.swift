/// A response with the part it has in its prompt's set.
package struct Member: Sendable, Hashable {
    /// The response's index in the table.
    package let response: Int
    package let label: MemberLabel
    /// By the rule; 1 where it sets none.
    package let weight: Double
    /// Among its prompt's responses by reward, counted from 1, best first; equal rewards by sample.
    package let rank: Int
}
