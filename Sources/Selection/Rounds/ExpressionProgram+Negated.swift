extension ExpressionProgram {
    /// The program that gives the negative of what this one gives.
    var negated: ExpressionProgram {
        var program = self
        program.append(.unary(.negate))
        return program
    }
}
