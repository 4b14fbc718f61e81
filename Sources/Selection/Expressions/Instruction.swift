/// One step of a compiled expression. Steps work on a stack of columns: operands are taken from its top, the result is put there.
///
/// Conditions are the numbers 1 and 0. NaN stands for "not finite" and spreads: see `ColumnEvaluator`.
enum Instruction: Sendable, Hashable {
    case constant(Double)
    case column(ScoreColumn)
    case random
    case unary(Unary)
    case binary(Binary)
    /// Takes condition, x and y, gives x where the condition holds and y elsewhere.
    case choose
    /// Takes x, gives (x - mean) / std with the moments of the aggregate so numbered.
    case standardize(aggregate: Int)
    /// Gives the value of the aggregate so numbered: a number for every candidate, or one for all.
    case aggregate(Int)

    enum Unary: Sendable, Hashable {
        case negate, absolute, logarithm, exponential, squareRoot, sigmoid, not
    }

    enum Binary: Sendable, Hashable {
        case add, subtract, multiply, divide, minimum, maximum
        case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
        case and, or
    }

    /// By how many columns the stack grows.
    var growth: Int {
        switch self {
        case .constant, .column, .random, .aggregate: 1
        case .unary, .standardize: 0
        case .binary: -1
        case .choose: -2
        }
    }
}
