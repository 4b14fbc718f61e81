/// Names that mean nothing where they stand.
extension ExpressionParser {
    func unknown(_ name: String, isCall: Bool, _ token: ExpressionToken) -> ExpressionError {
        if let function = ExpressionFunction(rawValue: name) {
            return fault("`\(name)` is a function: write \(function.signature)", at: token.range)
        }
        switch name {
        case "and", "or": return fault("`\(name)` stands between two conditions", at: token.range)
        case "not": return fault("`not` stands before a condition: put brackets round both", at: token.range)
        case "prompt": return fault("`prompt` stands in z(x, prompt) and after `by` only", at: token.range)
        case "by": return fault("`by` stands after the argument of a statistic only, as in z(x by prompt)", at: token.range)
        default: break
        }
        let functions = ExpressionFunction.allCases.map(\.rawValue)
        let presets = ScorePreset.all.map(\.name)
        let suggestion = NameSuggestion.nearest(to: name, among: isCall ? functions : common + presets + functions + reader.names)
        let what = isCall ? "function" : reader.level == .pair ? "column or preset" : "column"
        // A long name is hostile or a paste gone wrong: the carets show it, the message need not.
        let shown = name.utf8.count <= 32 ? "`\(name)` is no \(what)" : "this is no \(what)"
        let names = isCall ? "there are " + functions.joined(separator: ", ") : someNames(presets)
        return fault("\(shown): \(suggestion.map { "did you mean `\($0)`?" } ?? names)", at: token.range, suggestion: suggestion)
    }

    /// Columns to think of first.
    private var common: [String] {
        reader.level == .pair ? ["dr", "dh"] : ["r", "h"]
    }

    private func someNames(_ presets: [String]) -> String {
        let names = reader.level == .pair ? common + presets : common + ["l", "rho", "T"]
        return "there are \(names.joined(separator: ", ")), and the columns of docs/features.md"
    }
}
