/// Writes the steps of an expression as text again: presets written out, brackets only where they are needed.
struct ExpressionText {
    /// How tightly an operator binds, loosest first.
    private enum Binding: Int, Comparable {
        case or, and, not, comparison, sum, product, sign, value

        static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
    }

    private let aggregates: [Aggregate]
    private var stack: [(text: String, binding: Binding)] = []

    init(_ aggregates: [Aggregate]) {
        self.aggregates = aggregates
    }

    /// A number as short as it can be written: `2` rather than `2.0`.
    static func number(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    mutating func write(_ steps: [Instruction]) -> String {
        for step in steps {
            write(step)
        }
        return pop(.or)
    }

    private mutating func write(_ step: Instruction) {
        switch step {
        case .constant(let number): stack.append((Self.number(number), .value))
        case .column(let column): stack.append((column.name, .value))
        case .random: stack.append(("random()", .value))
        case .unary(let operation): write(operation)
        case .binary(let operation): write(operation)
        case .choose:
            let otherwise = pop(.or)
            let value = pop(.or)
            stack.append(("if(\(pop(.or)), \(value), \(otherwise))", .value))
        case .standardize(let number): stack.append((call(aggregates[number], of: pop(.or)), .value))
        case .aggregate(let number): stack.append((call(aggregates[number], of: argument(number)), .value))
        case .logSigmoidCentred(let number): stack.append((call(aggregates[number], of: pop(.or), as: .logSigmoidCentred), .value))
        case .worst(let numbers):
            let arguments = numbers.map { _ in pop(.or) }.reversed().joined(separator: ", ")
            stack.append(("worst(\(arguments))", .value))
        case .lexicographic(let ranks, _, let others):
            stack.append(("lex(\(argument(ranks)), \(argument(others)))", .value))
        }
    }

    private func argument(_ number: Int) -> String {
        var text = ExpressionText(aggregates)
        return text.write(aggregates[number].argument)
    }

    /// - Parameter function: where the aggregate is a part of another function.
    private func call(_ aggregate: Aggregate, of argument: String, as function: ExpressionFunction? = nil) -> String {
        let group = function == nil ? aggregate.grouping?.rawValue : nil
        let by = group.map { " by " + $0 } ?? ""
        switch aggregate.kind {
        case .standardScore(.candidates): return "z(\(argument)\(by))"
        case .standardScore(.prompts): return "z(\(argument), prompt\(by))"
        case .standardScore(.quartiles): return "z(\(argument), quantile\(by))"
        case .rank: return "rank(\(argument)\(by))"
        case .quantile(let share): return "\((function ?? .quantile).rawValue)(\(argument), \(Self.number(share))\(by))"
        case .mean: return "mean(\(argument)\(by))"
        case .standardDeviation: return "sd(\(argument)\(by))"
        case .count: return group.map { "count(by \($0))" } ?? "count()"
        // Parts of lex(a, b), which writes itself.
        case .denseRank, .distinct: return argument
        }
    }

    private mutating func write(_ operation: Instruction.Unary) {
        let function: ExpressionFunction
        switch operation {
        case .negate: return stack.append(("-" + pop(.sign), .sign))
        case .not: return stack.append(("not " + pop(.not), .not))
        case .absolute: function = .absolute
        case .logarithm: function = .logarithm
        case .exponential: function = .exponential
        case .squareRoot: function = .squareRoot
        case .sign: function = .sign
        case .sigmoid: function = .sigmoid
        }
        stack.append(("\(function.rawValue)(\(pop(.or)))", .value))
    }

    private mutating func write(_ operation: Instruction.Binary) {
        switch operation {
        case .add: join(" + ", .sum)
        case .subtract: join(" - ", .sum)
        case .multiply: join("*", .product)
        case .divide: join("/", .product)
        case .less: join(" < ", .comparison)
        case .lessOrEqual: join(" <= ", .comparison)
        case .greater: join(" > ", .comparison)
        case .greaterOrEqual: join(" >= ", .comparison)
        case .equal: join(" == ", .comparison)
        case .notEqual: join(" != ", .comparison)
        case .and: join(" and ", .and)
        case .or: join(" or ", .or)
        case .minimum: extremum(.minimum)
        case .maximum: extremum(.maximum)
        }
    }

    /// Operators read from left to right: what stands on the right must bind tighter. Comparisons do not chain on either side.
    private mutating func join(_ symbol: String, _ binding: Binding) {
        let right = pop(Binding(rawValue: binding.rawValue + 1) ?? .value)
        let left = pop(binding == .comparison ? .sum : binding)
        stack.append((left + symbol + right, binding))
    }

    private mutating func extremum(_ function: ExpressionFunction) {
        let right = pop(.or)
        stack.append(("\(function.rawValue)(\(pop(.or)), \(right))", .value))
    }

    /// The text on top, in brackets where it binds looser than needed.
    private mutating func pop(_ needed: Binding) -> String {
        guard let (text, binding) = stack.popLast() else { return "" }
        return binding < needed ? "(\(text))" : text
    }
}
