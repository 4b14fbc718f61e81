/// Moving over the words, checking what was read, and faults with their places.
extension ExpressionParser {
    var next: ExpressionToken? {
        index < tokens.count ? tokens[index] : nil
    }

    var startOfNext: Int {
        next?.range.lowerBound ?? endOfLast
    }

    /// Where the word read last ends.
    var endOfLast: Int {
        index > 0 ? tokens[index - 1].range.upperBound : 0
    }

    mutating func accept(_ symbol: ExpressionToken.Symbol) -> Bool {
        guard next?.kind == .symbol(symbol) else { return false }
        index += 1
        return true
    }

    mutating func accept(_ word: String) -> Bool {
        guard next?.kind == .name(word) else { return false }
        index += 1
        return true
    }

    mutating func acceptComparison() -> Instruction.Binary? {
        guard let token = next, case .symbol(let symbol) = token.kind else { return nil }
        let comparison: Instruction.Binary? =
            switch symbol {
            case .less: .less
            case .lessOrEqual: .lessOrEqual
            case .greater: .greater
            case .greaterOrEqual: .greaterOrEqual
            case .equal: .equal
            case .notEqual: .notEqual
            default: nil
            }
        if comparison != nil {
            index += 1
        }
        return comparison
    }

    /// Enters a bracket.
    mutating func descend(at token: ExpressionToken) throws(ExpressionError) {
        nesting += 1
        guard nesting <= Self.deepest else {
            throw fault("brackets are nested more than \(Self.deepest) deep", at: token.range)
        }
    }

    /// Leaves the bracket that `open` opened.
    mutating func close(_ open: ExpressionToken) throws(ExpressionError) {
        guard let token = next else {
            throw fault("this bracket is never closed", at: open.range)
        }
        guard accept(.close) else {
            throw fault("an operator or `)` is missing before this", at: token.range)
        }
        nesting -= 1
    }

    /// Appends the operator of two parts that must both be of `kind`.
    mutating func combine(
        _ left: Part,
        _ operation: Instruction.Binary,
        with right: Part,
        of kind: Kind,
        to result: Kind
    ) throws(ExpressionError) -> Part {
        try require(kind, left)
        try require(kind, right)
        program.append(.binary(operation))
        return Part(kind: result, range: left.range.lowerBound..<right.range.upperBound)
    }

    func require(_ kind: Kind, _ part: Part) throws(ExpressionError) {
        guard part.kind != kind else { return }
        switch kind {
        case .number: throw fault("a number is needed and this is a condition: write if(condition, 1, 0)", at: part.range)
        case .condition:
            let example = reader.level == .pair ? "dr > 0.1" : "r > 0.1"
            throw fault("a condition is needed and this is a number: compare it, as in \(example)", at: part.range)
        }
    }

    func source(_ range: Range<Int>) -> String {
        let scalars = text.unicodeScalars
        let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
        let end = scalars.index(start, offsetBy: range.count)
        return String(scalars[start..<end])
    }

    /// A fault at `range`, or at the last word where the text ends too early.
    func fault(_ message: String, at range: Range<Int>?, suggestion: String? = nil) -> ExpressionError {
        ExpressionError(message, text: text, range: range ?? tokens[tokens.count - 1].range, suggestion: suggestion)
    }
}
