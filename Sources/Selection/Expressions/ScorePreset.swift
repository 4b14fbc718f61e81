/// A score with a name. Wherever an expression is read, the name stands for the expression in brackets.
package struct ScorePreset: Sendable, Hashable {
    package let name: String
    package let expression: String
    /// Where the score comes from in the literature.
    package let source: String

    private static let paper = "Huang et al., Larger or Smaller Reward Margins to Select Preferences for LLM Alignment?, arXiv 2503.01864"

    package static let all: [ScorePreset] = [
        ScorePreset(
            name: "map",
            expression: "z(dr) - z(abs(dh))",
            source: "alignment potential M_AP, standardized as in the scripts released with \(paper)"
        ),
        ScorePreset(name: "map_raw", expression: "dr - abs(dh)", source: "alignment potential M_AP on a common scale: \(paper)"),
        ScorePreset(
            name: "map_rank",
            expression: "rank(dr) - rank(abs(dh))",
            source:
                "M_AP of ranks from 0 (smallest) to 1 (largest) in place of standard scores: neither the shape nor the tails of a margin matter"
        ),
        ScorePreset(
            name: "map_quantile",
            expression: "z(dr, quantile) - z(abs(dh), quantile)",
            source:
                "M_AP by median and quartiles in place of mean and standard deviation: less than a quarter of near-ties or outliers sets no scale"
        ),
        ScorePreset(name: "explicit", expression: "dr", source: "explicit reward margin M_+, a baseline of \(paper)"),
        ScorePreset(name: "implicit", expression: "-abs(dh)", source: "implicit reward margin M_-, a baseline of \(paper)"),
        ScorePreset(name: "random", expression: "random()", source: "random choice, a baseline of \(paper)"),
    ]

    package static func named(_ name: String) -> ScorePreset? {
        all.first { $0.name == name }
    }
}
