/// Reads an expression by recursive descent and compiles it while reading; there is no syntax tree.
///
///     disjunction := conjunction ("or" conjunction)*          product := signed (("*" | "/") signed)*
///     conjunction := negation ("and" negation)*               signed  := "-"* value
///     negation    := "not"* comparison                        value   := number | column | preset | call | "(" disjunction ")"
///     comparison  := sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
///     sum         := product (("+" | "-") product)*
///
/// Every part is a number or a condition, and it is an error where the other is needed. Calls are read in ExpressionParser+Calls.swift.
struct ExpressionParser {
    enum Kind: Sendable {
        case number, condition
    }

    /// A part that was read: what it is and where it stands.
    struct Part {
        let kind: Kind
        let range: Range<Int>
    }

    /// Deepest nesting of brackets: the parser's recursion, and the stack of columns, stay small whatever is read.
    static let deepest = 64

    let text: String
    let tokens: [ExpressionToken]
    var index = 0
    var nesting = 0
    var program: ExpressionProgram
    let reader: ColumnReader

    /// The program of a whole text, which must be of the given kind.
    static func program(
        _ text: String,
        kind: Kind,
        level: ExpressionLevel,
        in catalogue: ColumnCatalogue
    ) throws(ExpressionError) -> ExpressionProgram {
        let reader = ColumnReader(level: level, catalogue: catalogue)
        var parser = try ExpressionParser(text, program: ExpressionProgram(), reader: reader)
        try parser.readAll(kind)
        return parser.program
    }

    /// A parser that appends to `program`.
    init(_ text: String, program: ExpressionProgram, reader: ColumnReader) throws(ExpressionError) {
        var lexer = ExpressionLexer(text)
        self.text = text
        self.tokens = try lexer.tokens()
        self.program = program
        self.reader = reader
    }

    mutating func readAll(_ kind: Kind) throws(ExpressionError) {
        let part = try disjunction()
        if let token = next {
            let isBracket = token.kind == .symbol(.close)
            throw fault(isBracket ? "this bracket was never opened" : "an operator is missing before this", at: token.range)
        }
        try require(kind, part)
    }

    mutating func disjunction() throws(ExpressionError) -> Part {
        var left = try conjunction()
        while accept("or") {
            left = try combine(left, .or, with: try conjunction(), of: .condition, to: .condition)
        }
        return left
    }

    private mutating func conjunction() throws(ExpressionError) -> Part {
        var left = try negation()
        while accept("and") {
            left = try combine(left, .and, with: try negation(), of: .condition, to: .condition)
        }
        return left
    }

    private mutating func negation() throws(ExpressionError) -> Part {
        let start = startOfNext
        var negations = 0
        while accept("not") {
            negations += 1
        }
        let part = try comparison()
        guard negations > 0 else { return part }
        try require(.condition, part)
        for _ in 0..<negations {
            program.append(.unary(.not))
        }
        return Part(kind: .condition, range: start..<part.range.upperBound)
    }

    private mutating func comparison() throws(ExpressionError) -> Part {
        let left = try sum()
        guard let comparison = acceptComparison() else { return left }
        let part = try combine(left, comparison, with: try sum(), of: .number, to: .condition)
        let second = next
        if let second, acceptComparison() != nil {
            throw fault("comparisons do not chain: write x < y and y < z", at: second.range)
        }
        return part
    }

    private mutating func sum() throws(ExpressionError) -> Part {
        var left = try product()
        while true {
            if accept(.plus) {
                left = try combine(left, .add, with: try product(), of: .number, to: .number)
            } else if accept(.minus) {
                left = try combine(left, .subtract, with: try product(), of: .number, to: .number)
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(ExpressionError) -> Part {
        var left = try signed()
        while true {
            if accept(.times) {
                left = try combine(left, .multiply, with: try signed(), of: .number, to: .number)
            } else if accept(.divided) {
                left = try combine(left, .divide, with: try signed(), of: .number, to: .number)
            } else {
                return left
            }
        }
    }

    private mutating func signed() throws(ExpressionError) -> Part {
        let start = startOfNext
        var signs = 0
        while accept(.minus) {
            signs += 1
        }
        let part = try value()
        guard signs > 0 else { return part }
        try require(.number, part)
        for _ in 0..<signs {
            program.append(.unary(.negate))
        }
        return Part(kind: .number, range: start..<part.range.upperBound)
    }

    private mutating func value() throws(ExpressionError) -> Part {
        guard let token = next else {
            throw fault("the text ends here, where a value is still expected", at: tokens[tokens.count - 1].range)
        }
        switch token.kind {
        case .number(let number, _):
            index += 1
            program.append(.constant(number))
            return Part(kind: .number, range: token.range)
        case .symbol(.open):
            index += 1
            try descend(at: token)
            let part = try disjunction()
            try close(token)
            return Part(kind: part.kind, range: token.range.lowerBound..<endOfLast)
        case .symbol(let symbol):
            throw fault("a value is expected here, not `\(symbol.rawValue)`", at: token.range)
        case .name(let name):
            return try named(name, token)
        }
    }
}
