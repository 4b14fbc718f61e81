/// A candidate pair of one prompt in a selection: its best, or one of its best.
package struct PairRecord: Sendable, Hashable {
    package var promptID: Int64
    /// The prompt's position in the plan.
    package var position: Int
    /// Among the prompt's pairs, from 0, best first.
    package var number: Int
    package var chosenID: Int64
    package var rejectedID: Int64
    /// What the selection ranked the answers by; nil in ledgers of older programs, where it is the reward of the selection's name.
    package var chosenReward: Double?
    package var rejectedReward: Double?
    package var explicitMargin: Double
    package var implicitMargin: Double?
    package var score: Double
    /// By score among all pairs, from 1.
    package var rank: Int
    package var kept: Bool
    /// Chosen and rejected have changed places.
    package var isFlipped: Bool
    /// Why it is not kept.
    package var reason: String?
    /// The selection's own columns, finite.
    package var values: [(name: String, value: Double)] { Array(zip(valueNames, valueNumbers)).map { ($0.0, $0.1) } }
    /// Whether it has any.
    package var hasValues: Bool { !valueNumbers.isEmpty }
    private var valueNames: [String]
    private var valueNumbers: [Double]

    package init(
        promptID: Int64,
        position: Int,
        number: Int = 0,
        chosenID: Int64,
        rejectedID: Int64,
        chosenReward: Double? = nil,
        rejectedReward: Double? = nil,
        explicitMargin: Double,
        implicitMargin: Double?,
        score: Double,
        rank: Int,
        kept: Bool,
        isFlipped: Bool = false,
        reason: String? = nil,
        values: [(name: String, value: Double)] = []
    ) {
        self.promptID = promptID
        self.position = position
        self.number = number
        self.chosenID = chosenID
        self.rejectedID = rejectedID
        self.chosenReward = chosenReward
        self.rejectedReward = rejectedReward
        self.explicitMargin = explicitMargin
        self.implicitMargin = implicitMargin
        self.score = score
        self.rank = rank
        self.kept = kept
        self.isFlipped = isFlipped
        self.reason = reason ?? (kept ? nil : "not_kept")
        valueNames = values.map(\.name)
        valueNumbers = values.map(\.value)
    }
}
