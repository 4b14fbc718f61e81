/// Taking a score apart.
extension ExpressionProgram {
    /// The terms whose sum the score is, from left to right: split at + and - on top, through brackets, presets, signs and plain
    /// numbers as factors or divisors. A score that is no sum is its one term.
    var terms: [ScoreTerm] {
        var terms: [ScoreTerm] = []
        var open: [(end: Int, coefficient: Double)] = [(code.count - 1, 1)]
        while let (end, coefficient) = open.popLast() {
            if let parts = parts(of: end, coefficient) {
                open += parts.reversed()
            } else {
                let steps = Array(code[start(of: end)...end])
                var text = ExpressionText(aggregates)
                let term = Self.product(coefficient, text.write(steps))
                let (isConstant, columns) = (isConstant(steps), columns(of: steps))
                terms.append(ScoreTerm(text: term, coefficient: coefficient, end: end, isConstant: isConstant, columns: columns))
            }
        }
        return terms
    }

    /// Whether `z(x)` can be read as `z(x, prompt)` with the columns there are: it is used, and no aggregate's argument contains it.
    var canWeighPromptsOnce: Bool {
        guard aggregates.contains(where: { $0.isPlainStandardScore }) else { return false }
        return !aggregates.contains { containsPlainStandardScore($0.argument) }
    }

    /// What the value after step `end` is the sum of; nil when it is no sum.
    private func parts(of end: Int, _ coefficient: Double) -> [(end: Int, coefficient: Double)]? {
        switch code[end] {
        case .unary(.negate):
            return [(end - 1, -coefficient)]
        case .binary(.add):
            return [(start(of: end - 1) - 1, coefficient), (end - 1, coefficient)]
        case .binary(.subtract):
            return [(start(of: end - 1) - 1, coefficient), (end - 1, -coefficient)]
        case .binary(.multiply):
            let left = start(of: end - 1) - 1
            return scaled(left, by: number(endingAt: end - 1).map { coefficient * $0 })
                ?? scaled(end - 1, by: number(endingAt: left).map { coefficient * $0 })
        case .binary(.divide):
            return scaled(start(of: end - 1) - 1, by: number(endingAt: end - 1).map { coefficient / $0 })
        default:
            return nil
        }
    }

    /// A factor goes over to the terms in brackets unless it loses them.
    private func scaled(_ end: Int, by coefficient: Double?) -> [(end: Int, coefficient: Double)]? {
        guard let coefficient, coefficient.isFinite, coefficient != 0 else { return nil }
        return [(end, coefficient)]
    }

    /// The plain number, signs included, whose last step this is.
    private func number(endingAt end: Int) -> Double? {
        var sign = 1.0
        var step = end
        while case .unary(.negate) = code[step] {
            sign = -sign
            step -= 1
        }
        if case .constant(let number) = code[step] { return sign * number }
        return nil
    }

    /// The first step of the value that is found after step `end`.
    private func start(of end: Int) -> Int {
        var step = end
        var wanted = 1 - code[end].growth
        while wanted > 0 {
            step -= 1
            wanted -= code[step].growth
        }
        return step
    }

    private func columns(of steps: [Instruction]) -> Set<ScoreColumn> {
        var columns: Set<ScoreColumn> = []
        for step in steps {
            switch step {
            case .column(let column): columns.insert(column)
            case .aggregate(let number): columns.formUnion(self.columns(of: aggregates[number].argument))
            case .lexicographic(let ranks, _, let others):
                columns.formUnion(self.columns(of: aggregates[ranks].argument))
                columns.formUnion(self.columns(of: aggregates[others].argument))
            default: continue
            }
        }
        return columns
    }

    private func isConstant(_ steps: [Instruction]) -> Bool {
        !steps.contains { step in
            switch step {
            case .column(let column): !column.isConstant
            case .random, .lexicographic: true
            case .aggregate(let number): aggregates[number].kind == .rank || aggregates[number].grouping != nil
            default: false
            }
        }
    }

    /// Whether steps use `z(x)` over all candidates, inside other aggregates included.
    private func containsPlainStandardScore(_ steps: [Instruction]) -> Bool {
        steps.contains { step in
            switch step {
            case .standardize(let number): aggregates[number].isPlainStandardScore
            case .aggregate(let number): containsPlainStandardScore(aggregates[number].argument)
            case .lexicographic(let ranks, _, let others):
                containsPlainStandardScore(aggregates[ranks].argument) || containsPlainStandardScore(aggregates[others].argument)
            default: false
            }
        }
    }

    private static func product(_ coefficient: Double, _ text: String) -> String {
        switch coefficient {
        case 1: text
        case -1: "-" + text
        default: ExpressionText.number(coefficient) + "*" + text
        }
    }
}
