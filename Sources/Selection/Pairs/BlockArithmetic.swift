import Glibc

/// The arithmetic of expressions over a block of candidates: results that are not finite become NaN.
enum BlockArithmetic {
    typealias Block = UnsafeMutableBufferPointer<Double>

    /// Sets the first `count` elements.
    @inline(__always)
    static func fill(_ block: Block, _ count: Int, _ value: (Int) -> Double) {
        var index = 0
        while index < count {
            let result = value(index)
            block[index] = result.isFinite ? result : .nan
            index += 1
        }
    }

    static func apply(_ operation: Instruction.Unary, _ block: Block, _ count: Int) {
        switch operation {
        case .negate: fill(block, count) { -block[$0] }
        case .absolute: fill(block, count) { abs(block[$0]) }
        case .logarithm: fill(block, count) { log(block[$0]) }
        case .exponential: fill(block, count) { exp(block[$0]) }
        case .squareRoot: fill(block, count) { block[$0].squareRoot() }
        case .sign: fill(block, count) { sign(block[$0]) }
        case .sigmoid: fill(block, count) { sigmoid(block[$0]) }
        case .not: fill(block, count) { 1 - block[$0] }
        }
    }

    /// Leaves the result in `left`.
    static func apply(_ operation: Instruction.Binary, _ left: Block, _ right: Block, _ count: Int) {
        switch operation {
        case .add: fill(left, count) { left[$0] + right[$0] }
        case .subtract: fill(left, count) { left[$0] - right[$0] }
        case .multiply: fill(left, count) { left[$0] * right[$0] }
        case .divide: fill(left, count) { left[$0] / right[$0] }
        case .minimum: fill(left, count) { either(left[$0], right[$0], takeLeft: left[$0] < right[$0]) }
        case .maximum: fill(left, count) { either(left[$0], right[$0], takeLeft: left[$0] > right[$0]) }
        case .less: fill(left, count) { condition(left[$0], right[$0], left[$0] < right[$0]) }
        case .lessOrEqual: fill(left, count) { condition(left[$0], right[$0], left[$0] <= right[$0]) }
        case .greater: fill(left, count) { condition(left[$0], right[$0], left[$0] > right[$0]) }
        case .greaterOrEqual: fill(left, count) { condition(left[$0], right[$0], left[$0] >= right[$0]) }
        case .equal: fill(left, count) { condition(left[$0], right[$0], left[$0] == right[$0]) }
        case .notEqual: fill(left, count) { condition(left[$0], right[$0], left[$0] != right[$0]) }
        case .and: fill(left, count) { decided(left[$0], right[$0], by: 0) }
        case .or: fill(left, count) { decided(left[$0], right[$0], by: 1) }
        }
    }

    private static func either(_ left: Double, _ right: Double, takeLeft: Bool) -> Double {
        if left.isNaN || right.isNaN { return .nan }
        return takeLeft ? left : right
    }

    private static func condition(_ left: Double, _ right: Double, _ holds: Bool) -> Double {
        if left.isNaN || right.isNaN { return .nan }
        return holds ? 1 : 0
    }

    /// `and` is decided by a 0 on either side, `or` by a 1, whatever the other side is.
    private static func decided(_ left: Double, _ right: Double, by deciding: Double) -> Double {
        if left == deciding || right == deciding { return deciding }
        if left.isNaN || right.isNaN { return .nan }
        return 1 - deciding
    }

    private static func sign(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        return value > 0 ? 1 : value < 0 ? -1 : 0
    }

    /// log(1 / (1 + e^-x)) without overflow on either side.
    static func logSigmoid(_ value: Double) -> Double {
        min(value, 0) - log1p(exp(-abs(value)))
    }

    /// 1 / (1 + e^-x) without overflow on either side.
    private static func sigmoid(_ value: Double) -> Double {
        let small = exp(-abs(value))
        return value >= 0 ? 1 / (1 + small) : small / (1 + small)
    }
}
