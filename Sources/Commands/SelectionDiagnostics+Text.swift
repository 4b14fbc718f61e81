import Selection

extension SelectionDiagnostics {
    /// For people: one line a finding, only what is known.
    var lines: [String] {
        var parts: [String] = []
        if let policy = ranking.policyAccuracy {
            let reference = ranking.referenceAccuracy.map { ", the reference \(Self.percent($0))" } ?? ""
            let ideal = ranking.idealAccuracy.map { "; an ideal policy would \(Self.percent($0))" } ?? ""
            parts.append("the policy ranks \(Self.percent(policy)) of the kept pairs as the rewards do\(reference)\(ideal)")
        }
        if let length {
            let correlation = length.correlation.map { ", correlation of margin and length \(Self.rounded($0))" } ?? ""
            parts.append(
                "the chosen answer is longer in \(Self.percent(length.longerChosen)) of the pairs, by \(Self.rounded(length.meanDifference)) tokens "
                    + "in the mean\(correlation)"
            )
        }
        if let votes {
            let models = zip(votes.models, votes.agreement).map { "\($0) \(Self.percent($1))" }.joined(separator: ", ")
            parts.append(
                "reward models that order the kept pairs as they are: \(models); all of them the other way round: "
                    + Self.percent(votes.unanimityViolations)
            )
        }
        if let noisy = ranking.noisyShare { parts.append("the reference hardly tells \(Self.percent(noisy)) of the pairs apart") }
        if let divergence { parts.append("the policy's own answers are \(Self.rounded(divergence)) nats from the reference in the mean") }
        if let sameSource, sameSource < 1 { parts.append("both answers come from one writer in \(Self.percent(sameSource)) of the pairs") }
        return parts.map { "  " + $0 }
    }

    private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

    private static func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
