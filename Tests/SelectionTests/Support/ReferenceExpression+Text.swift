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
        case .extremum(let name, let parts):
            var arguments: [String] = []
            for part in parts {
                arguments.append(part.text(&generator))
            }
            return "\(name)(\(arguments.joined(separator: "," + space)))"
        case .standardScore(let x, let scope): return "z(\(x.text(&generator))\(scope.isEmpty ? "" : "," + space + scope))"
        case .rank(let x): return "rank(\(x.text(&generator)))"
        case .quantile(let x, let share): return "quantile(\(x.text(&generator)),\(space)\(share))"
        case .choose(let condition, let x, let y):
            return "if(\(condition.text(&generator)),\(space)\(x.text(&generator)),\(space)\(y.text(&generator)))"
        }
    }

    private func text(atLeast binding: Int, _ generator: inout SeededGenerator) -> String {
        let text = text(&generator)
        let needsBrackets = self.binding < binding
        return needsBrackets || Int.random(in: 0..<10, using: &generator) == 0 ? "(\(text))" : text
    }
}
