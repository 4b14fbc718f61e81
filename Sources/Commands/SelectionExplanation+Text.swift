import Selection

extension SelectionExplanation {
    /// For people, indented as the rest of a selection's answer.
    var lines: [String] {
        var lines: [String] = []
        if terms.contains(where: { $0.overCandidates != nil }) {
            lines.append("  what decides (part of the score's variance, standard deviation):")
            let width = min(40, terms.map { $0.term.count }.max() ?? 0)
            lines += terms.map { "    \(Self.fitted($0.term, width))  " + Self.influences($0) }
        }
        let overlaps = [("explicit alone", explicitOnly), ("implicit alone", implicitOnly), ("z(x, prompt)", promptsOnce)]
        let common = overlaps.compactMap { name, overlap in
            overlap.map { "\(name) \(Self.percent($0.pairShare)) of the pairs, \(Self.percent($0.promptShare)) of the prompts" }
        }
        if !common.isEmpty { lines.append("  kept also by \(common.joined(separator: "; "))") }
        let quarters = [("dr", explicitMargin), ("|dh|", absoluteImplicitMargin)].compactMap { name, quartiles in
            quartiles?.shares.map { "\(name) \($0.map(Self.percent).joined(separator: ", "))" }
        }
        if !quarters.isEmpty { lines.append("  kept pairs by quarter, smallest first: \(quarters.joined(separator: "; "))") }
        return lines
    }

    private static func influences(_ term: TermExplanation) -> String {
        let scopes = [("candidates", term.overCandidates), ("best", term.overBest), ("kept", term.overKept)]
        return scopes.compactMap { name, influence in
            influence.map { "\(name) \($0.share.map(percent) ?? "-"), \($0.standardDeviation.map(rounded) ?? "-")" }
        }.joined(separator: "; ")
    }

    private static func percent(_ share: Double) -> String {
        abs(share) < 1000 ? "\(Int((share * 100).rounded())) %" : "\(share * 100) %"
    }

    private static func rounded(_ value: Double) -> String {
        value < 1e6 ? "\((value * 1000).rounded() / 1000)" : "\(value)"
    }

    private static func fitted(_ term: String, _ width: Int) -> String {
        let shown = term.count > width ? term.prefix(width - 3) + "..." : term[...]
        return shown + String(repeating: " ", count: width - shown.count)
    }
}
