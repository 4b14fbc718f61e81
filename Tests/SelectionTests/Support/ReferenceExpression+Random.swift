/// Drawing expressions at random.
extension ReferenceExpression {
    static let presets: [String: ReferenceExpression] = [
        "map": .arithmetic(
            "-",
            .standardScore(.column("dr"), scope: "", by: nil),
            .standardScore(.function("abs", .column("dh")), scope: "", by: nil)
        ),
        "map_raw": .arithmetic("-", .column("dr"), .function("abs", .column("dh"))),
        "map_rank": .arithmetic(
            "-",
            .statistic("rank", .column("dr"), by: nil),
            .statistic("rank", .function("abs", .column("dh")), by: nil)
        ),
        "map_quantile": .arithmetic(
            "-",
            .standardScore(.column("dr"), scope: "quantile", by: nil),
            .standardScore(.function("abs", .column("dh")), scope: "quantile", by: nil)
        ),
        "explicit": .column("dr"),
        "implicit": .negate(.function("abs", .column("dh"))),
    ]

    /// What expressions are drawn from.
    struct Vocabulary {
        let columns: [String]
        let isOfPairs: Bool
        /// Whether groups are drawn.
        var hasGroups = true
    }

    /// A number of at most `depth` operators above one another.
    static func randomNumber(depth: Int, _ vocabulary: Vocabulary, _ generator: inout SeededGenerator) -> ReferenceExpression {
        let kind = depth == 0 ? Int.random(in: 0...3, using: &generator) : Int.random(in: 0...21, using: &generator)
        func inner() -> ReferenceExpression { randomNumber(depth: depth - 1, vocabulary, &generator) }
        func one(of names: [String]) -> String { names[Int.random(in: 0..<names.count, using: &generator)] }
        func by() -> String? {
            guard vocabulary.hasGroups, Bool.random(using: &generator) else { return nil }
            return one(of: ["prompt", "source", "tag", "origin"])
        }
        switch kind {
        case 0: return .number(one(of: ["0", "1", "2.5", ".5", "0.1", "1e-3", "10", "3E+2", "007"]))
        case 1, 2: return .column(one(of: vocabulary.columns))
        case 3:
            guard vocabulary.isOfPairs else { return .column(one(of: vocabulary.columns)) }
            let name = one(of: presets.keys.sorted())
            return presets[name].map { .preset(name, $0) } ?? .column("dr")
        case 4: return .negate(inner())
        case 5, 6, 7, 8: return .arithmetic(one(of: ["+", "-", "*", "/"]), inner(), inner())
        case 9, 10: return .function(one(of: ["abs", "log", "exp", "sqrt", "sign", "sigmoid"]), inner())
        case 11: return .extremum(one(of: ["min", "max"]), (0..<Int.random(in: 2...4, using: &generator)).map { _ in inner() })
        case 12, 13: return .standardScore(inner(), scope: one(of: ["", "prompt", "quantile"]), by: by())
        case 14, 15: return .statistic(one(of: ["rank", "mean", "sd"]), inner(), by: by())
        case 16: return .quantile(inner(), one(of: ["0", "0.25", "0.5", ".9", "1"]), by: by())
        case 17: return .count(by: by())
        case 18: return .clip(inner(), inner(), inner())
        case 19: return .worst((0..<Int.random(in: 2...3, using: &generator)).map { _ in inner() })
        case 20:
            let isCentred = !vocabulary.isOfPairs && Bool.random(using: &generator)
            return isCentred ? .logSigmoidCentred(inner(), one(of: ["0.85", "0", "1"])) : .lexicographic(inner(), inner())
        default: return .choose(randomCondition(depth: depth - 1, vocabulary, &generator), inner(), inner())
        }
    }

    static func randomCondition(depth: Int, _ vocabulary: Vocabulary, _ generator: inout SeededGenerator) -> ReferenceExpression {
        let kind = depth <= 0 ? 0 : Int.random(in: 0...4, using: &generator)
        switch kind {
        case 0, 1:
            let symbols = ["<", "<=", ">", ">=", "==", "!="]
            let symbol = symbols[Int.random(in: 0..<symbols.count, using: &generator)]
            let left = randomNumber(depth: max(0, depth - 1), vocabulary, &generator)
            return .comparison(symbol, left, randomNumber(depth: max(0, depth - 1), vocabulary, &generator))
        case 2: return .not(randomCondition(depth: depth - 1, vocabulary, &generator))
        default:
            let left = randomCondition(depth: depth - 1, vocabulary, &generator)
            return .connective(kind == 3 ? "and" : "or", left, randomCondition(depth: depth - 1, vocabulary, &generator))
        }
    }
}
