/// A column that an expression reads: of candidate pairs, or of single responses.
package enum ScoreColumn: Sendable, Hashable {
    /// Of a single response.
    case response(ResponseColumn)
    /// Of a pair: the chosen response's.
    case chosen(ResponseColumn)
    /// Of a pair: the rejected response's.
    case rejected(ResponseColumn)
    /// Of a pair: the chosen response's less the rejected one's.
    case difference(ResponseColumn)
    /// Of the prompt, for a pair or a single response.
    case prompt(PromptColumn)
    /// Of a pair.
    case pair(PairColumn)

    /// The explicit margin `dr`: reward of the chosen minus reward of the rejected response; the reward model's unit.
    package static let explicitMargin = ScoreColumn.difference(.reward)
    /// The implicit margin `dh`: implicit reward of the chosen minus that of the rejected response, of either sign.
    package static let implicitMargin = ScoreColumn.difference(.implicitReward)

    /// As expressions write it.
    package var name: String {
        switch self {
        case .response(let column): column.name
        case .chosen(let column): column.written("_w")
        case .rejected(let column): column.written("_l")
        case .difference(let column): "d" + column.name
        case .prompt(let column): column.name
        case .pair(let column): column.name
        }
    }

    /// The column of responses in it.
    var ofResponses: ResponseColumn? {
        switch self {
        case .response(let column), .chosen(let column), .rejected(let column), .difference(let column): column
        case .prompt, .pair: nil
        }
    }

    /// Whether it is one number for all candidates of a selection.
    var isConstant: Bool { self == .pair(.beta) }
}
