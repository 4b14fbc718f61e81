/// Names: columns, presets, and calls of functions.
extension ExpressionParser {
    mutating func named(_ name: String, _ token: ExpressionToken) throws(ExpressionError) -> Part {
        index += 1
        let isCall = next?.kind == .symbol(.open)
        if isCall, let function = ExpressionFunction(rawValue: name) {
            return try call(function, token)
        }
        if let column = ScoreColumn(rawValue: name) {
            guard !isCall else { throw fault("`\(name)` is a column: write it without brackets", at: token.range) }
            program.append(.column(column))
            return Part(kind: .number, range: token.range)
        }
        if let preset = ScorePreset.named(name) {
            guard !isCall else { throw fault("`\(name)` is a preset: write it without brackets", at: token.range) }
            var parser = try ExpressionParser(preset.expression, program: program)
            try parser.readAll(.number)
            program = parser.program
            return Part(kind: .number, range: token.range)
        }
        throw unknown(name, isCall: isCall, token)
    }

    private mutating func call(_ function: ExpressionFunction, _ token: ExpressionToken) throws(ExpressionError) -> Part {
        let open = tokens[index]
        index += 1
        try descend(at: token)
        switch function {
        case .absolute: try unary(.absolute)
        case .logarithm: try unary(.logarithm)
        case .exponential: try unary(.exponential)
        case .squareRoot: try unary(.squareRoot)
        case .sigmoid: try unary(.sigmoid)
        case .minimum: try extremum(.minimum, function)
        case .maximum: try extremum(.maximum, function)
        case .standardScore: try standardScore()
        case .rank: try rank()
        case .quantile: try quantile(function)
        case .choose: try choose(function)
        case .random: program.append(.random)
        }
        try close(open, of: function)
        return Part(kind: .number, range: token.range.lowerBound..<endOfLast)
    }

    private mutating func unary(_ operation: Instruction.Unary) throws(ExpressionError) {
        _ = try argument(.number)
        program.append(.unary(operation))
    }

    private mutating func extremum(_ operation: Instruction.Binary, _ function: ExpressionFunction) throws(ExpressionError) {
        _ = try argument(.number)
        try comma(function)
        repeat {
            _ = try argument(.number)
            program.append(.binary(operation))
        } while accept(.comma)
    }

    private mutating func standardScore() throws(ExpressionError) {
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
        aggregate(.standardScore(scale), from: start, of: part)
    }

    private mutating func rank() throws(ExpressionError) {
        let start = program.code.count
        let part = try argument(.number)
        aggregate(.rank, from: start, of: part)
    }

    private mutating func quantile(_ function: ExpressionFunction) throws(ExpressionError) {
        let start = program.code.count
        let part = try argument(.number)
        try comma(function)
        let token = next
        guard let token, case .number(let share, _) = token.kind, share <= 1 else {
            throw fault("the second argument of `quantile` is a plain number from 0 to 1", at: token?.range)
        }
        index += 1
        aggregate(.quantile(share), from: start, of: part)
    }

    private mutating func choose(_ function: ExpressionFunction) throws(ExpressionError) {
        _ = try argument(.condition)
        try comma(function)
        _ = try argument(.number)
        try comma(function)
        _ = try argument(.number)
        program.append(.choose)
    }

    private mutating func argument(_ kind: Kind) throws(ExpressionError) -> Part {
        let part = try disjunction()
        try require(kind, part)
        return part
    }

    private mutating func aggregate(_ kind: Aggregate.Kind, from start: Int, of part: Part) {
        program.aggregate(kind, from: start, source: source(part.range))
    }

    private mutating func comma(_ function: ExpressionFunction) throws(ExpressionError) {
        guard accept(.comma) else {
            throw fault("`\(function.rawValue)` needs more arguments: \(function.signature)", at: next?.range)
        }
    }

    private mutating func close(_ open: ExpressionToken, of function: ExpressionFunction) throws(ExpressionError) {
        let hasMore = function == .random ? next?.kind != .symbol(.close) : next?.kind == .symbol(.comma)
        if hasMore, next != nil {
            throw fault("`\(function.rawValue)` takes no more arguments: \(function.signature)", at: next?.range)
        }
        try close(open)
    }

    private func unknown(_ name: String, isCall: Bool, _ token: ExpressionToken) -> ExpressionError {
        if let function = ExpressionFunction(rawValue: name) {
            return fault("`\(name)` is a function: write \(function.signature)", at: token.range)
        }
        switch name {
        case "and", "or": return fault("`\(name)` stands between two conditions", at: token.range)
        case "not": return fault("`not` stands before a condition: put brackets round both", at: token.range)
        case "prompt": return fault("`prompt` stands in z(x, prompt) only", at: token.range)
        default: break
        }
        let functions = ExpressionFunction.allCases.map(\.rawValue)
        let values = ScoreColumn.allCases.map(\.rawValue) + ScorePreset.all.map(\.name)
        let names = isCall ? functions : values
        let suggestion = NameSuggestion.nearest(to: name, among: isCall ? functions : values + functions)
        let what = isCall ? "function" : "column or preset"
        // A long name is hostile or a paste gone wrong: the carets show it, the message need not.
        let shown = name.utf8.count <= 32 ? "`\(name)` is no \(what)" : "this is no \(what)"
        let remedy = suggestion.map { "did you mean `\($0)`?" } ?? "there are " + names.joined(separator: ", ")
        return fault("\(shown): \(remedy)", at: token.range, suggestion: suggestion)
    }
}
