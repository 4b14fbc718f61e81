/// Writing: brackets only where the grammar asks for them, and at random where it does not.
extension ReferenceExpression {
    /// How tightly the outermost operator binds: `or` 1, `and` 2, `not` 3, comparisons 4, + - 5, * / 6, sign 7, everything else 8.
    private var binding: Int {
        switch self {
        case .connective(let name, _, _): name == "or" ? 1 : 2
        case .not: 3
        case .comparison: 4
        case .arithmetic(let symbol, _, _): symbol == "+" || symbol == "-" ? 5 : 6
        case .negate: 7
        default: 8
        }
    }

    func text(_ generator: inout SeededGenerator) -> String {
        let space = Bool.random(using: &generator) ? " " : ""
        switch self {
        case .number(let text): return text
        case .column(let name), .preset(let name, _): return name
        case .negate(let x): return "-" + space + x.text(atLeast: 7, &generator)
        case .arithmetic(let symbol, let x, let y):
            return x.text(atLeast: binding, &generator) + space + symbol + space + y.text(atLeast: binding + 1, &generator)
        case .comparison(let symbol, let x, let y):
            return x.text(atLeast: 5, &generator) + space + symbol + space + y.text(atLeast: 5, &generator)
        case .not(let x): return "not " + x.text(atLeast: 3, &generator)
        case .connective(let name, let x, let y):
            return x.text(atLeast: binding, &generator) + " \(name) " + y.text(atLeast: binding + 1, &generator)
        case .function(let name, let x): return "\(name)(\(x.text(&generator)))"
        case .extremum(let name, let parts): return Self.call(name, parts, space, &generator)
        case .clip(let x, let low, let high): return Self.call("clip", [x, low, high], space, &generator)
        case .worst(let parts): return Self.call("worst", parts, space, &generator)
        case .lexicographic(let x, let y): return Self.call("lex", [x, y], space, &generator)
        case .choose(let condition, let x, let y): return Self.call("if", [condition, x, y], space, &generator)
        case .standardScore(let x, let scope, let by):
            return "z(\(x.text(&generator))\(scope.isEmpty ? "" : "," + space + scope)\(Self.by(by)))"
        case .statistic(let name, let x, let by): return "\(name)(\(x.text(&generator))\(Self.by(by)))"
        case .quantile(let x, let share, let by): return "quantile(\(x.text(&generator)),\(space)\(share)\(Self.by(by)))"
        case .count(let by): return "count(\(Self.by(by)))"
        case .logSigmoidCentred(let x, let share): return "lsc(\(x.text(&generator)),\(space)\(share))"
        }
    }

    private static func by(_ by: String?) -> String {
        by.map { " by \($0)" } ?? ""
    }

    private static func call(_ name: String, _ parts: [ReferenceExpression], _ space: String, _ generator: inout SeededGenerator) -> String
    {
        var arguments: [String] = []
        for part in parts {
            arguments.append(part.text(&generator))
        }
        return "\(name)(\(arguments.joined(separator: "," + space)))"
    }

    private func text(atLeast binding: Int, _ generator: inout SeededGenerator) -> String {
        let text = text(&generator)
        let needsBrackets = self.binding < binding
        return needsBrackets || Int.random(in: 0..<10, using: &generator) == 0 ? "(\(text))" : text
    }
}
