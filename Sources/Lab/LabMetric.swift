import Selection

/// A way to choose pairs, as one arm of the experiment: a preset of the selection room, or any expression.
package struct LabMetric: Sendable, Hashable {
    /// As it was written; stands in tables and files.
    package let name: String
    let score: ScoreExpression

    /// Reads `map,explicit,z(dr) + z(abs(dh))`: commas within brackets belong to their expression.
    package static func parse(list: String) throws(LabError) -> [LabMetric] {
        var metrics: [LabMetric] = []
        for name in split(list) {
            do throws(ExpressionError) {
                metrics.append(LabMetric(name: name, score: try ScoreExpression.parse(name)))
            } catch {
                throw LabError("--metrics: \(error)")
            }
        }
        if Set(metrics.map(\.name)).count < metrics.count {
            throw LabError("--metrics names one metric twice: \(list)")
        }
        return metrics
    }

    private static func split(_ list: String) -> [String] {
        var parts: [String] = [""]
        var depth = 0
        for character in list {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == "," && depth == 0 {
                parts.append("")
            } else if character != " " || !parts[parts.count - 1].isEmpty {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}
