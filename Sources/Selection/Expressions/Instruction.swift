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
    /// Takes x, gives log sigmoid(x - c) with c the value of the aggregate so numbered.
    case logSigmoidCentred(aggregate: Int)
    /// Takes as many values as there are numbers, gives the one whose aggregate, its mean, is smallest; the earlier of equal ones.
    case worst(aggregates: [Int])
    /// Gives ranks * count + others of three aggregates so numbered: the dense ranks of a, how many different values b has, and the
    /// dense ranks of b.
    case lexicographic(ranks: Int, count: Int, others: Int)

    enum Unary: Sendable, Hashable {
        case negate, absolute, logarithm, exponential, squareRoot, sign, sigmoid, not
    }

    enum Binary: Sendable, Hashable {
        case add, subtract, multiply, divide, minimum, maximum
        case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
        case and, or
    }

    /// By how many columns the stack grows.
    var growth: Int {
        switch self {
        case .constant, .column, .random, .aggregate, .lexicographic: 1
        case .unary, .standardize, .logSigmoidCentred: 0
        case .binary: -1
        case .choose: -2
        case .worst(let aggregates): 1 - aggregates.count
        }
    }
}
