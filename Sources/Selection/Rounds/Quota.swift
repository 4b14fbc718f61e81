/// A part of the kept pairs set aside for those of one kind, as for a tag's prompts or for on-policy pairs (SimpleMix,
/// arXiv 2505.02363).
///
/// A pair belongs to the first quota whose condition holds for it; a condition without a value does not hold. A quota keeps its best
/// pairs by rank, as many as its amount allows. Pairs that belong to none fill what the quotas leave.
package struct Quota: Sendable, Hashable {
    package enum Amount: Sendable, Hashable {
        /// The part of all kept pairs, above 0 and at most 1: `floor(share * kept)` of them.
        case share(Double)
        case count(Int)
    }

    /// For people: in the result and in errors.
    package var name: String
    package var condition: FilterExpression
    package var amount: Amount

    package init(name: String, condition: FilterExpression, amount: Amount) {
        self.name = name
        self.condition = condition
        self.amount = amount
    }

    /// One sentence on what is wrong with the numbers; nil when nothing is.
    package var problem: String? {
        switch amount {
        case .share(let share):
            share > 0 && share <= 1 ? nil : "the quota \(name) has the share \(share): it must be above 0 and at most 1"
        case .count(let count):
            count >= 0 ? nil : "the quota \(name) has the count \(count): it must be at least 0"
        }
    }

    /// How many pairs it may keep when `kept` are kept in all.
    func slots(of kept: Int) -> Int {
        switch amount {
        case .share(let share): Int((share * Double(kept)).rounded(.down))
        case .count(let count): min(count, kept)
        }
    }
}
