import Selection

extension SelectionComparison {
    /// For people.
    func text(round: Int, _ first: String, _ second: String) -> String {
        var lines = [
            "round \(round): \(first) keeps \(self.first.pairs) pairs, \(second) keeps \(self.second.pairs)",
            Self.line("prompts", prompts, first, second),
            Self.line("pairs", pairs, first, second) + (swapped > 0 ? "; \(swapped) with their sides swapped" : ""),
            "",
            Self.padded("", 26) + ["least", "first quarter", "median", "third quarter", "most"].map { Self.padded($0, 15) }.joined(),
        ]
        let profiles = [(first, self.first), (second, self.second), ("only \(first)", onlyFirst), ("only \(second)", onlySecond)]
        for (title, quartiles) in Self.rows {
            lines.append(title)
            for (name, profile) in profiles {
                guard let five = quartiles(profile) else { continue }
                let numbers = [five.least, five.first, five.median, five.third, five.most]
                lines.append(Self.padded("  \(name)", 26) + numbers.map { Self.padded(Self.rounded($0), 15) }.joined())
            }
        }
        lines += Self.reasons("prompts only \(first) keeps a pair of, by what \(second) says of them", missingInSecond)
        lines += Self.reasons("prompts only \(second) keeps a pair of, by what \(first) says of them", missingInFirst)
        return lines.joined(separator: "\n")
    }

    /// What is shown of pairs, in order.
    private static let rows: [(String, @Sendable (PairProfile) -> Quartiles?)] = [
        ("explicit margin", { $0.explicitMargin }), ("magnitude of the implicit margin", { $0.absoluteImplicitMargin }),
        ("score", { $0.score }), ("tokens of the chosen answer", { $0.chosenTokens }),
        ("tokens of the rejected answer", { $0.rejectedTokens }),
    ]

    private static func line(_ unit: String, _ sets: ComparedSets, _ first: String, _ second: String) -> String {
        let jaccard = sets.jaccard.map { "Jaccard \(rounded($0))" } ?? "both are empty"
        return "  \(unit): \(sets.inBoth) in both, \(sets.onlyFirst) only in \(first), \(sets.onlySecond) only in \(second) (\(jaccard))"
    }

    private static func reasons(_ title: String, _ counts: [String: Int]) -> [String] {
        guard !counts.isEmpty else { return [] }
        let listed = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        return ["\(title): \(listed.joined(separator: ", "))"]
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    /// Four decimals.
    private static func rounded(_ value: Double) -> String {
        "\((value * 10_000).rounded() / 10_000)"
    }
}
