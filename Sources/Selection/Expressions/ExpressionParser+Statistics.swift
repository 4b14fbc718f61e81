/// Calls whose value for a row depends on the other rows.
extension ExpressionParser {
    mutating func standardScore() throws(ExpressionError) {
        let start = program.code.count
        let part = try argument(.number)
        var scale = Aggregate.StandardScale.candidates
        if accept(.comma) {
            let word = next
            if accept("prompt") {
                scale = .prompts
            } else if accept("quantile") {
                scale = .quartiles
            } else {
                let meanings = "z(x, prompt) weighs every prompt once, z(x, quantile) measures by the quartiles"
                throw fault("only the words `prompt` and `quantile` can stand here: \(meanings)", at: word?.range)
            }
        }
        try aggregate(.standardScore(scale), from: start, of: part)
    }

    mutating func statistic(_ kind: Aggregate.Kind) throws(ExpressionError) {
        let start = program.code.count
        let part = try argument(.number)
        try aggregate(kind, from: start, of: part)
    }

    mutating func quantile(_ function: ExpressionFunction) throws(ExpressionError) {
        let start = program.code.count
        let part = try argument(.number)
        try aggregate(.quantile(try share(function)), from: start, of: part)
    }

    /// Counts rows, whatever they hold.
    mutating func count() throws(ExpressionError) {
        let start = program.code.count
        program.append(.constant(1))
        try aggregate(.count, from: start, of: Part(kind: .number, range: tokens[index - 1].range))
    }

    mutating func logSigmoidCentred(_ function: ExpressionFunction, _ token: ExpressionToken) throws(ExpressionError) {
        guard reader.level == .response else {
            throw fault("`lsc` compares a response with the others of its prompt: it has no meaning for pairs", at: token.range)
        }
        let start = program.code.count
        let part = try argument(.number)
        let kind = Aggregate.Kind.quantile(try share(function))
        let argument = Array(program.code[start...])
        let centre = Aggregate(kind: kind, grouping: .prompt, argument: argument, source: source(part.range))
        program.append(.logSigmoidCentred(aggregate: program.number(of: centre)))
    }

    mutating func worst(_ function: ExpressionFunction) throws(ExpressionError) {
        var means: [Int] = []
        repeat {
            let start = program.code.count
            let part = try argument(.number)
            means.append(program.number(of: Aggregate(kind: .mean, argument: Array(program.code[start...]), source: source(part.range))))
            if means.count == 1, next?.kind != .symbol(.comma) { try comma(function) }
        } while accept(.comma)
        program.append(.worst(aggregates: means))
    }

    mutating func lexicographic(_ function: ExpressionFunction) throws(ExpressionError) {
        let first = try taken()
        try comma(function)
        let second = try taken()
        let ranks = program.number(of: Aggregate(kind: .denseRank, argument: first.steps, source: first.source))
        let count = program.number(of: Aggregate(kind: .distinct, argument: second.steps, source: second.source))
        let others = program.number(of: Aggregate(kind: .denseRank, argument: second.steps, source: second.source))
        program.append(.lexicographic(ranks: ranks, count: count, others: others))
    }

    /// The steps of an argument that only aggregates need.
    private mutating func taken() throws(ExpressionError) -> (steps: [Instruction], source: String) {
        let start = program.code.count
        let part = try argument(.number)
        let steps = Array(program.code[start...])
        program.removeArgument(from: start)
        return (steps, source(part.range))
    }

    /// The second argument of a quantile.
    private mutating func share(_ function: ExpressionFunction) throws(ExpressionError) -> Double {
        try comma(function)
        let token = next
        guard let token, case .number(let share, _) = token.kind, share <= 1 else {
            throw fault("the second argument of `\(function.rawValue)` is a plain number from 0 to 1", at: token?.range)
        }
        index += 1
        return share
    }

    private mutating func aggregate(_ kind: Aggregate.Kind, from start: Int, of part: Part) throws(ExpressionError) {
        let source = source(part.range)
        program.aggregate(kind, by: try grouping(), from: start, source: source)
    }

    private mutating func grouping() throws(ExpressionError) -> Grouping? {
        guard accept("by") else { return nil }
        let word = next
        guard case .name(let name) = word?.kind, let grouping = Grouping(rawValue: name) else {
            let words = Grouping.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw fault("after `by` stands one of the words \(words)", at: word?.range)
        }
        index += 1
        return grouping
    }

    /// The name in `tag(NAME)` and `meta(NAME)`.
    mutating func freeName(_ function: ExpressionFunction) throws(ExpressionError) -> String {
        let token = next
        let rule = "`\(function.rawValue)` takes a name of letters, digits and `_`: write `_` for any other character"
        switch token?.kind {
        case .name(let name) where !name.utf8.contains(UInt8(ascii: ".")):
            index += 1
            return name
        case .number(_, isWhole: true):
            index += 1
            return token.map { source($0.range) } ?? ""
        default:
            throw fault(rule, at: token?.range)
        }
    }
}
