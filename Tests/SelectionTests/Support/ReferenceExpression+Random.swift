/// Drawing expressions at random.
extension ReferenceExpression {
    static let presets: [String: ReferenceExpression] = [
        "map": .arithmetic(
            "-",
            .standardScore(.column("dr"), scope: ""),
            .standardScore(.function("abs", .column("dh")), scope: "")
        ),
        "map_raw": .arithmetic("-", .column("dr"), .function("abs", .column("dh"))),
        "map_rank": .arithmetic("-", .rank(.column("dr")), .rank(.function("abs", .column("dh")))),
        "map_quantile": .arithmetic(
            "-",
            .standardScore(.column("dr"), scope: "quantile"),
            .standardScore(.function("abs", .column("dh")), scope: "quantile")
        ),
        "explicit": .column("dr"),
        "implicit": .negate(.function("abs", .column("dh"))),
    ]

    /// A number of at most `depth` operators above one another.
    static func randomNumber(depth: Int, _ generator: inout SeededGenerator) -> ReferenceExpression {
        let kind = depth == 0 ? Int.random(in: 0...3, using: &generator) : Int.random(in: 0...15, using: &generator)
        func inner() -> ReferenceExpression { randomNumber(depth: depth - 1, &generator) }
        func one(of names: [String]) -> String { names[Int.random(in: 0..<names.count, using: &generator)] }
        switch kind {
        case 0: return .number(one(of: ["0", "1", "2.5", ".5", "0.1", "1e-3", "10", "3E+2", "007"]))
        case 1, 2: return .column(one(of: ["dr", "dh"]))
        case 3:
            let name = one(of: presets.keys.sorted())
            return presets[name].map { .preset(name, $0) } ?? .column("dr")
        case 4: return .negate(inner())
        case 5, 6, 7, 8: return .arithmetic(one(of: ["+", "-", "*", "/"]), inner(), inner())
        case 9, 10: return .function(one(of: ["abs", "log", "exp", "sqrt", "sigmoid"]), inner())
        case 11: return .extremum(one(of: ["min", "max"]), (0..<Int.random(in: 2...4, using: &generator)).map { _ in inner() })
        case 12: return .standardScore(inner(), scope: one(of: ["", "prompt", "quantile"]))
        case 13: return .rank(inner())
        case 14: return .quantile(inner(), one(of: ["0", "0.25", "0.5", ".9", "1"]))
        default: return .choose(randomCondition(depth: depth - 1, &generator), inner(), inner())
        }
    }

    static func randomCondition(depth: Int, _ generator: inout SeededGenerator) -> ReferenceExpression {
        let kind = depth <= 0 ? 0 : Int.random(in: 0...4, using: &generator)
        switch kind {
        case 0, 1:
            let symbols = ["<", "<=", ">", ">=", "==", "!="]
            let symbol = symbols[Int.random(in: 0..<symbols.count, using: &generator)]
            let left = randomNumber(depth: max(0, depth - 1), &generator)
            return .comparison(symbol, left, randomNumber(depth: max(0, depth - 1), &generator))
        case 2: return .not(randomCondition(depth: depth - 1, &generator))
        default:
            let left = randomCondition(depth: depth - 1, &generator)
            return .connective(kind == 3 ? "and" : "or", left, randomCondition(depth: depth - 1, &generator))
        }
    }
}
