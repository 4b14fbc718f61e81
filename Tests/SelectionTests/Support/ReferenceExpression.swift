import Glibc

/// A second reading of the expression language for tests, written from docs/selection.md: a tree that writes itself as text and computes
/// itself the slow way, over dictionaries of columns, with nil for what is not finite.
indirect enum ReferenceExpression: Sendable {
    case number(String)
    case column(String)
    case preset(String, ReferenceExpression)
    case negate(ReferenceExpression)
    /// + - * /
    case arithmetic(String, ReferenceExpression, ReferenceExpression)
    /// abs log exp sqrt sign sigmoid
    case function(String, ReferenceExpression)
    /// min max
    case extremum(String, [ReferenceExpression])
    case clip(ReferenceExpression, ReferenceExpression, ReferenceExpression)
    /// The scope is nothing, `prompt` or `quantile`.
    case standardScore(ReferenceExpression, scope: String, by: String?)
    /// rank mean sd
    case statistic(String, ReferenceExpression, by: String?)
    case quantile(ReferenceExpression, String, by: String?)
    case count(by: String?)
    case logSigmoidCentred(ReferenceExpression, String)
    case worst([ReferenceExpression])
    case lexicographic(ReferenceExpression, ReferenceExpression)
    case choose(ReferenceExpression, ReferenceExpression, ReferenceExpression)
    case comparison(String, ReferenceExpression, ReferenceExpression)
    case not(ReferenceExpression)
    /// and or
    case connective(String, ReferenceExpression, ReferenceExpression)

    /// The rows: candidate pairs, or responses.
    struct Round {
        /// A row: its prompt.
        var prompts: [Int] = []
        /// By name, a number a row.
        var columns: [String: [Double?]] = [:]
        /// By what stands after `by`, a row's group.
        var groups: [String: [Int]] = [:]
        var isOfPairs = true
    }

    /// The value for every row; conditions are 1 and 0.
    func values(_ round: Round) -> [Double?] {
        switch self {
        case .number(let text): return round.prompts.map { _ in Double(text) }
        case .column(let name): return round.columns[name] ?? round.prompts.map { _ in Double.infinity }
        case .preset(_, let meaning): return meaning.values(round)
        case .negate(let x): return x.values(round).map { $0.map { -$0 } }
        case .arithmetic(let symbol, let x, let y): return Self.each(x.values(round), y.values(round)) { Self.arithmetic(symbol, $0, $1) }
        case .function(let name, let x): return x.values(round).map { $0.flatMap { Self.finite(Self.function(name, $0)) } }
        case .extremum(let name, let parts):
            return parts.dropFirst().reduce(parts[0].values(round)) { result, part in
                Self.each(result, part.values(round)) { name == "min" ? Swift.min($0, $1) : Swift.max($0, $1) }
            }
        case .clip(let x, let low, let high):
            return Self.each(Self.each(x.values(round), low.values(round)) { Swift.max($0, $1) }, high.values(round)) { Swift.min($0, $1) }
        case .standardScore(let x, let scope, let by): return Self.within(by, x.values(round), round) { Self.standardScores($0, scope, $1) }
        case .statistic(let name, let x, let by):
            return Self.within(by, x.values(round), round) { column, _ in
                switch name {
                case "rank": return Self.ranks(column)
                case "mean": return column.map { _ in Self.moments(column, nil).flatMap { Self.finite($0.mean) } }
                default: return column.map { _ in Self.moments(column, nil).flatMap { Self.finite($0.deviation) } }
                }
            }
        case .quantile(let x, let share, let by):
            return Self.within(by, x.values(round), round) { column, _ in
                let quantile = Self.quantile(column.compactMap { $0 }, Double(share) ?? .nan)
                return column.map { _ in quantile }
            }
        case .count(let by):
            return Self.within(by, round.prompts.map { _ in 1 }, round) { column, _ in column.map { _ in Double(column.count) } }
        case .logSigmoidCentred(let x, let share):
            let centres = ReferenceExpression.quantile(x, share, by: "prompt").values(round)
            return Self.each(x.values(round), centres) { value, centre in
                let difference = value - centre
                return difference < 0 ? difference - log1p(exp(difference)) : -log1p(exp(-difference))
            }
        case .worst(let parts):
            let columns = parts.map { $0.values(round) }
            var worst: (mean: Double, column: [Double?])?
            for column in columns {
                guard let mean = Self.moments(column, nil)?.mean, mean < worst?.mean ?? .infinity else { continue }
                worst = (mean, column)
            }
            return worst?.column ?? columns[0]
        case .lexicographic(let x, let y):
            let (first, second) = (x.values(round), y.values(round))
            let firsts = Set(first.compactMap { $0.map { $0 + 0 } }).sorted()
            let seconds = Set(second.compactMap { $0.map { $0 + 0 } }).sorted()
            return Self.each(first, second) { a, b in
                Double(firsts.count { $0 < a } * seconds.count + seconds.count { $0 < b })
            }
        case .choose(let condition, let x, let y):
            let choices = zip(condition.values(round), zip(x.values(round), y.values(round)))
            return choices.map { condition, values in condition.flatMap { $0 == 1 ? values.0 : values.1 } }
        case .comparison(let symbol, let x, let y):
            return Self.each(x.values(round), y.values(round)) { Self.holds(symbol, $0, $1) ? 1 : 0 }
        case .not(let x): return x.values(round).map { $0.map { $0 == 1 ? 0 : 1 } }
        case .connective(let name, let x, let y):
            let deciding = name == "and" ? 0.0 : 1.0
            return zip(x.values(round), y.values(round)).map { x, y in
                if x == deciding || y == deciding { return deciding }
                return x == nil || y == nil ? nil : 1 - deciding
            }
        }
    }

    private static func each(_ left: [Double?], _ right: [Double?], _ body: (Double, Double) -> Double) -> [Double?] {
        zip(left, right).map { left, right in
            guard let left, let right else { return nil }
            return finite(body(left, right))
        }
    }

    static func finite(_ value: Double) -> Double? {
        value.isFinite ? value : nil
    }

    private static func arithmetic(_ symbol: String, _ x: Double, _ y: Double) -> Double {
        switch symbol {
        case "+": x + y
        case "-": x - y
        case "*": x * y
        default: x / y
        }
    }

    private static func holds(_ symbol: String, _ x: Double, _ y: Double) -> Bool {
        switch symbol {
        case "<": x < y
        case "<=": x <= y
        case ">": x > y
        case ">=": x >= y
        case "==": x == y
        default: x != y
        }
    }

    private static func function(_ name: String, _ x: Double) -> Double {
        switch name {
        case "abs": x < 0 ? -x : x
        case "log": log(x)
        case "exp": exp(x)
        case "sqrt": sqrt(x)
        case "sign": x == 0 ? 0 : x / (x < 0 ? -x : x)
        default: x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
        }
    }
}
