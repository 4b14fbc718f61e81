/// Names: columns, presets, and calls of functions.
extension ExpressionParser {
    mutating func named(_ name: String, _ token: ExpressionToken) throws(ExpressionError) -> Part {
        index += 1
        let isCall = next?.kind == .symbol(.open)
        if isCall, let function = ExpressionFunction(rawValue: name) {
            return try call(function, token)
        }
        switch reader.read(name) {
        case .column(let column):
            guard !isCall else { throw fault("`\(name)` is a column: write it without brackets", at: token.range) }
            program.append(.column(column))
            return Part(kind: .number, range: token.range)
        case .fault(let message, let suggestion):
            throw fault(message, at: token.range, suggestion: suggestion)
        case .unknown:
            break
        }
        if let preset = ScorePreset.named(name) {
            guard !isCall else { throw fault("`\(name)` is a preset: write it without brackets", at: token.range) }
            // Chance is the same expression for pairs and for single responses.
            guard reader.level == .pair || preset.name == "random" else {
                throw fault("`\(name)` scores pairs: here are single responses", at: token.range)
            }
            var parser = try ExpressionParser(preset.expression, program: program, reader: reader)
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
        case .sign: try unary(.sign)
        case .sigmoid: try unary(.sigmoid)
        case .minimum: try extremum(.minimum, function)
        case .maximum: try extremum(.maximum, function)
        case .clip: try clip(function)
        case .standardScore: try standardScore()
        case .rank: try statistic(.rank)
        case .quantile: try quantile(function)
        case .mean: try statistic(.mean)
        case .standardDeviation: try statistic(.standardDeviation)
        case .count: try count()
        case .logSigmoidCentred: try logSigmoidCentred(function, token)
        case .worst: try worst(function)
        case .lexicographic: try lexicographic(function)
        case .choose: try choose(function)
        case .tag: program.append(.column(.prompt(.tag(try freeName(function)))))
        case .metadata: program.append(.column(.prompt(.metadata(try freeName(function)))))
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

    private mutating func clip(_ function: ExpressionFunction) throws(ExpressionError) {
        _ = try argument(.number)
        try comma(function)
        _ = try argument(.number)
        program.append(.binary(.maximum))
        try comma(function)
        _ = try argument(.number)
        program.append(.binary(.minimum))
    }

    private mutating func choose(_ function: ExpressionFunction) throws(ExpressionError) {
        _ = try argument(.condition)
        try comma(function)
        _ = try argument(.number)
        try comma(function)
        _ = try argument(.number)
        program.append(.choose)
    }

    mutating func argument(_ kind: Kind) throws(ExpressionError) -> Part {
        let part = try disjunction()
        try require(kind, part)
        return part
    }

    mutating func comma(_ function: ExpressionFunction) throws(ExpressionError) {
        guard accept(.comma) else {
            throw fault("`\(function.rawValue)` needs more arguments: \(function.signature)", at: next?.range)
        }
    }

    private mutating func close(_ open: ExpressionToken, of function: ExpressionFunction) throws(ExpressionError) {
        let takesNothing = function == .random || function == .count
        let hasMore = takesNothing ? next?.kind != .symbol(.close) : next?.kind == .symbol(.comma)
        if hasMore, next != nil {
            throw fault("`\(function.rawValue)` takes no more arguments: \(function.signature)", at: next?.range)
        }
        if let next, next.kind == .name("by") {
            throw fault("`\(function.rawValue)` takes no `by`: \(function.signature)", at: next.range)
        }
        try close(open)
    }
}
