/// Something a person should know about a selection that was made all the same; its description is one sentence.
package enum SelectionWarning: Sendable, Hashable, CustomStringConvertible {
    /// Where a term decides.
    package enum Scope: Sendable, Hashable, CaseIterable {
        /// Among the best candidates of all prompts.
        case best
        case kept
    }

    /// Why the other terms decide nothing.
    package enum Cause: Sendable, Hashable {
        /// This one varies over the candidates, but not where it is decided.
        case spreadElsewhere(TermExplanation)
        /// This one's numbers are far smaller.
        case scalesApart(TermExplanation)
    }

    /// Every candidate has the same value of `expression`, so `z(expression)` is 0 everywhere and ranks nothing.
    case noSpread(expression: String)
    /// Score or filter use `dh`, and it is 0 for every candidate.
    case implicitMarginsAllZero(ImplicitReward)
    /// One of several terms makes nearly all of the score's variance.
    case oneTermDecides(TermExplanation, Scope, Cause?)
    /// The score uses both margins, and nearly the same pairs would have been kept by this one alone.
    case sameAsOneMargin(ScoreColumn, share: Double)
    /// With every prompt weighing once in z, other pairs would have been kept.
    case unevenPrompts(share: Double)

    package var description: String {
        switch self {
        case .noSpread(let expression):
            return "every candidate has the same \(expression): z(\(expression)) is 0 everywhere and ranks nothing"
        case .implicitMarginsAllZero(let family):
            let cause = family.needsReference ? ", as in a round whose policy is the reference" : ""
            return "the implicit margin of \(family.rawValue) is 0 for every candidate\(cause): only the explicit margin ranks"
        case .oneTermDecides(let term, let scope, let cause):
            return Self.sentence(term, scope, cause)
        case .sameAsOneMargin(let column, let share):
            let preset = column == .explicitMargin ? "explicit" : "implicit"
            return
                "\(Self.percent(share)) of the kept pairs are those that `\(preset)` alone keeps: the other margin hardly changes the choice; "
                + "`map_rank` gives both margins an even spread, and factors weigh terms by hand, as in z(dr) - 2*z(abs(dh))"
        case .unevenPrompts(let share):
            return "only \(Self.percent(share)) of the kept pairs stay if every prompt weighs once in z: prompts with many candidates set "
                + "its scale; write z(x, prompt) for z(x) if they should not"
        }
    }

    private static func sentence(_ term: TermExplanation, _ scope: Scope, _ cause: Cause?) -> String {
        let share = percent(min(1, term.influence(over: scope)?.share ?? 1))
        let finding =
            scope == .best
            ? "\(term.term) nearly alone ranks the prompts: \(share) of the score's variance among their best pairs is its own"
            : "\(term.term) nearly alone ranks the kept pairs: \(share) of the score's variance among them is its own"
        switch cause {
        case .spreadElsewhere(let other):
            let here = rounded(other.influence(over: scope)?.standardDeviation)
            let all = rounded(other.overCandidates?.standardDeviation)
            let reason =
                switch (other.columns, scope) {
                case ([.explicitMargin], _): ", as when near-ties set its scale"
                // Of several candidates the best are alike in |dh|, being chosen for it.
                case ([.implicitMargin], .best): ": every prompt has a candidate that is good by it, and within a prompt it still chooses"
                default: ""
                }
            return
                "\(finding), since \(other.term) hardly varies there (standard deviation \(here), \(all) over all candidates\(reason)); "
                + "`map_rank` gives both margins an even spread, `map_quantile` does where less than a quarter of the candidates are "
                + "near-ties, and factors weigh terms by hand"
        case .scalesApart(let other):
            return "\(finding), since \(other.term) is on a far smaller scale (standard deviation "
                + "\(rounded(other.overCandidates?.standardDeviation)) against \(rounded(term.overCandidates?.standardDeviation))); "
                + "`map` and `map_rank` bring both margins to one scale, and factors weigh terms by hand"
        case nil:
            return "\(finding); `map_rank` gives both margins an even spread, and factors weigh terms by hand"
        }
    }

    private static func percent(_ share: Double) -> String {
        // Rounded down: 95.96 % is not called 96 % beside a threshold.
        "\((share * 1000).rounded(.down) / 10) %"
    }

    /// Three significant digits.
    private static func rounded(_ value: Double?) -> String {
        guard let value else { return "?" }
        guard value != 0 else { return "0" }
        var unit = 1.0
        while abs(value) * unit < 100, unit < 1e15 { unit *= 10 }
        return "\((value * unit).rounded() / unit)"
    }
}
