/// A compiled expression: steps for one candidate after the other, and the aggregates that have to be known before.
struct ExpressionProgram: Sendable, Hashable {
    private(set) var code: [Instruction] = []
    /// In an order in which each needs only those before it.
    private(set) var aggregates: [Aggregate] = []
    /// The most columns the stack ever holds.
    private(set) var depth = 0
    private(set) var columns: Set<ScoreColumn> = []
    private(set) var usesRandom = false
    private var height = 0

    init() {}

    /// The program that gives `column`, or its magnitude.
    init(column: ScoreColumn, absolute: Bool) {
        append(.column(column))
        if absolute {
            append(.unary(.absolute))
        }
    }

    mutating func append(_ instruction: Instruction) {
        code.append(instruction)
        height += instruction.growth
        depth = max(depth, height)
        if case .column(let column) = instruction {
            columns.insert(column)
        }
        if case .random = instruction {
            usesRandom = true
        }
    }

    /// Makes the steps from `start` on the argument of an aggregate, whose value they leave instead.
    mutating func aggregate(_ kind: Aggregate.Kind, by grouping: Grouping? = nil, from start: Int, source: String) {
        let number = number(of: Aggregate(kind: kind, grouping: grouping, argument: Array(code[start...]), source: source))
        if case .standardScore = kind {
            append(.standardize(aggregate: number))
        } else {
            removeArgument(from: start)
            append(.aggregate(number))
        }
    }

    /// The number of an aggregate; the same aggregate twice is computed once.
    mutating func number(of aggregate: Aggregate) -> Int {
        let known = aggregates.firstIndex {
            $0.kind == aggregate.kind && $0.grouping == aggregate.grouping && $0.argument == aggregate.argument
        }
        if let known { return known }
        aggregates.append(aggregate)
        return aggregates.count - 1
    }

    /// Takes away the steps of one value that aggregates have taken over.
    mutating func removeArgument(from start: Int) {
        code.removeSubrange(start...)
        height -= 1
    }
}
