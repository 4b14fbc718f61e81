/// Whether chosen responses are longer, and whether margins pay for length.
package struct LengthDiagnostics: Sendable, Hashable {
    /// Mean of dT, tokens of the chosen minus tokens of the rejected response.
    package let meanDifference: Double
    /// Pearson's correlation of dr and dT; nil with fewer than two pairs or without spread.
    package let correlation: Double?
    /// The part of the pairs whose chosen response is the longer one.
    package let longerChosen: Double

    /// Nil without pairs.
    init?(_ pairs: [SelectedPair], _ answers: AnswerTable) {
        guard !pairs.isEmpty else { return nil }
        let differences = pairs.map { Double(answers.tokens[$0.chosen]) - Double(answers.tokens[$0.rejected]) }
        meanDifference = Moments(of: differences).mean
        longerChosen = Double(differences.count { $0 > 0 }) / Double(pairs.count)
        correlation = Self.correlation(pairs.map(\.explicitMargin), differences)
    }

    private static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
        let (moments, others) = (Moments(of: first), Moments(of: second))
        guard moments.standardDeviation > 0, others.standardDeviation > 0 else { return nil }
        var sum = 0.0
        for (left, right) in zip(first, second) { sum += (left - moments.mean) * (right - others.mean) }
        return sum / Double(first.count) / moments.standardDeviation / others.standardDeviation
    }
}
