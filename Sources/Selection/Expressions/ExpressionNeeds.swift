/// What a table must hold for an expression to be computed.
package struct ExpressionNeeds: Sendable, Hashable {
    /// Columns of `AnswerTable.responseColumns` by their names there, `tag:NAME` and `meta:NAME` of `AnswerTable.promptColumns`.
    package private(set) var requiredColumns: Set<String> = []
    /// Whether the selection's own implicit reward is read: which log-probabilities that takes is its family's business.
    package private(set) var implicitReward = false
    /// Whether log-probabilities are read besides.
    package private(set) var policyLogprobs = false
    package private(set) var referenceLogprobs = false
    /// Tables of `AnswerTable.vectors`.
    package private(set) var vectors: Set<String> = []
    /// Tables of `AnswerTable.preferences`: judges, as expressions write them.
    package private(set) var preferences: Set<String> = []
    /// Groups of `AnswerTable.responseGroups` (`source`) and `AnswerTable.promptGroups` (`tag`, `origin`).
    package private(set) var groups: Set<Grouping> = []

    package init() {}

    init(of program: ExpressionProgram) {
        for column in program.columns {
            add(column)
        }
        groups.formUnion(program.aggregates.compactMap(\.grouping))
        groups.remove(.prompt)
    }

    /// What two expressions need together.
    package func union(_ other: ExpressionNeeds) -> ExpressionNeeds {
        var both = self
        both.requiredColumns.formUnion(other.requiredColumns)
        both.implicitReward = implicitReward || other.implicitReward
        both.policyLogprobs = policyLogprobs || other.policyLogprobs
        both.referenceLogprobs = referenceLogprobs || other.referenceLogprobs
        both.vectors.formUnion(other.vectors)
        both.preferences.formUnion(other.preferences)
        both.groups.formUnion(other.groups)
        return both
    }

    private mutating func add(_ column: ScoreColumn) {
        switch column {
        case .response(let column), .chosen(let column), .rejected(let column), .difference(let column): add(column)
        case .prompt(.rewards): break
        case .prompt(.rewardVariance(let rewards)): requiredColumns.formUnion(rewards.map { "r." + $0 })
        case .prompt(.tag(let name)): requiredColumns.insert("tag:" + name)
        case .prompt(.metadata(let name)): requiredColumns.insert("meta:" + name)
        case .pair(let column): add(column)
        }
    }

    private mutating func add(_ column: ResponseColumn) {
        policyLogprobs = policyLogprobs || column.needsPolicyLogprob
        referenceLogprobs = referenceLogprobs || column.needsReferenceLogprob
        switch column {
        case .implicitReward: implicitReward = true
        case .judged(_, let judge): preferences.insert(judge)
        case .table(let name): requiredColumns.insert(name)
        default: break
        }
    }

    private mutating func add(_ column: PairColumn) {
        switch column {
        case .rankingGap, .flipLoss: referenceLogprobs = true
        case .vote(_, let rewards): requiredColumns.formUnion(rewards.map { "r." + $0 })
        case .judgeShare(let judge): preferences.insert(judge)
        case .similarity(let name): vectors.insert(name)
        case .sameSource: groups.insert(.source)
        case .beta, .lengthRatio, .tie: break
        }
    }
}
