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
        case .column(let column): stack.append((column.rawValue, .value))
        case .random: stack.append(("random()", .value))
        case .unary(let operation): write(operation)
        case .binary(let operation): write(operation)
        case .choose:
            let otherwise = pop(.or)
            let value = pop(.or)
            stack.append(("if(\(pop(.or)), \(value), \(otherwise))", .value))
        case .standardize(let number): stack.append((call(aggregates[number].kind, of: pop(.or)), .value))
        case .aggregate(let number):
            var argument = ExpressionText(aggregates)
            let text = argument.write(aggregates[number].argument)
            stack.append((call(aggregates[number].kind, of: text), .value))
        }
    }

    private func call(_ kind: Aggregate.Kind, of argument: String) -> String {
        switch kind {
        case .standardScore(.candidates): "z(\(argument))"
        case .standardScore(.prompts): "z(\(argument), prompt)"
        case .standardScore(.quartiles): "z(\(argument), quantile)"
        case .rank: "rank(\(argument))"
        case .quantile(let share): "quantile(\(argument), \(Self.number(share)))"
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
