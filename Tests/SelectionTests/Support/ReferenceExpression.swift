import Glibc

@testable import Selection

/// A second reading of the expression language for tests: a tree that writes itself as text and computes itself the slow way, one
/// candidate after the other, with nil for what is not finite.
indirect enum ReferenceExpression: Sendable {
    case number(String)
    case column(String)
    case preset(String, ReferenceExpression)
    case negate(ReferenceExpression)
    /// + - * /
    case arithmetic(String, ReferenceExpression, ReferenceExpression)
    /// abs log exp sqrt sigmoid
    case function(String, ReferenceExpression)
    /// min max
    case extremum(String, [ReferenceExpression])
    /// The scope is nothing, `prompt` or `quantile`.
    case standardScore(ReferenceExpression, scope: String)
    case rank(ReferenceExpression)
    case quantile(ReferenceExpression, String)
    case choose(ReferenceExpression, ReferenceExpression, ReferenceExpression)
    case comparison(String, ReferenceExpression, ReferenceExpression)
    case not(ReferenceExpression)
    /// and or
    case connective(String, ReferenceExpression, ReferenceExpression)

    /// The candidates: each one's prompt, dr and dh.
    struct Round {
        var prompts: [Int32] = []
        var dr: [Double] = []
        var dh: [Double] = []
    }

    /// The value for every candidate; conditions are 1 and 0.
    func values(_ round: Round) -> [Double?] {
        switch self {
        case .number(let text): return round.dr.map { _ in Double(text) }
        case .column(let name): return name == "dr" ? round.dr : round.dh
        case .preset(_, let meaning): return meaning.values(round)
        case .negate(let x): return x.values(round).map { $0.map { -$0 } }
        case .arithmetic(let symbol, let x, let y): return Self.each(x.values(round), y.values(round)) { Self.arithmetic(symbol, $0, $1) }
        case .function(let name, let x): return x.values(round).map { $0.flatMap { Self.finite(Self.function(name, $0)) } }
        case .extremum(let name, let parts):
            return parts.dropFirst().reduce(parts[0].values(round)) { result, part in
                Self.each(result, part.values(round)) { name == "min" ? Swift.min($0, $1) : Swift.max($0, $1) }
            }
        case .standardScore(let x, let scope):
            let column = x.values(round)
            let (center, width) = Self.scale(column, scope, round)
            return column.map { $0.flatMap { width == 0 ? 0 : Self.finite(($0 - center) / width) } }
        case .rank(let x): return Self.ranks(x.values(round))
        case .quantile(let x, let share):
            let quantile = Self.quantile(x.values(round).compactMap { $0 }, Double(share) ?? .nan)
            return round.dr.map { _ in quantile }
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

    private static func finite(_ value: Double) -> Double? {
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

    /// What `z` takes from its argument and divides it by.
    private static func scale(_ column: [Double?], _ scope: String, _ round: Round) -> (center: Double, width: Double) {
        let known = column.compactMap { $0 }
        if scope == "quantile", let first = quantile(known, 0.25), let middle = quantile(known, 0.5), let third = quantile(known, 0.75) {
            let largest = known.map { abs($0) }.max() ?? 0
            if third - first > 1e-12 * largest { return (middle, third - first) }
        }
        // The moments themselves are checked elsewhere; the same bits here make every comparison downstream exact.
        let moments = Moments(of: column.map { $0 ?? .nan }, groups: scope == "prompt" ? round.prompts : nil)
        return (moments.mean, moments.standardDeviation)
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
        default: x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
        }
    }

    private static func ranks(_ column: [Double?]) -> [Double?] {
        let known = column.compactMap { $0 }
        return column.map { value in
            guard let value else { return nil }
            let below = Double(known.count { $0 < value })
            let equal = Double(known.count { $0 == value })
            return known.count == 1 ? 0.5 : (below + (equal - 1) / 2) / Double(known.count - 1)
        }
    }

    private static func quantile(_ known: [Double], _ share: Double) -> Double? {
        guard !known.isEmpty else { return nil }
        let sorted = known.sorted()
        let place = share * Double(sorted.count - 1)
        let lower = sorted[Int(place.rounded(.down))]
        let upper = sorted[Int(place.rounded(.up))]
        return finite(lower + (upper - lower) * (place - place.rounded(.down)))
    }
}
