/// Something a person should know about a selection that was made all the same; its description is one sentence.
package enum SelectionWarning: Sendable, Hashable, CustomStringConvertible {
    /// Every candidate has the same value of `expression`, so `z(expression)` is 0 everywhere and ranks nothing.
    case noSpread(expression: String)
    /// Score or filter use `dh`, and it is 0 for every candidate.
    case implicitMarginsAllZero(ImplicitReward)

    package var description: String {
        switch self {
        case .noSpread(let expression):
            return "every candidate has the same \(expression): z(\(expression)) is 0 everywhere and ranks nothing"
        case .implicitMarginsAllZero(let family):
            let cause = family.needsReference ? ", as in a round whose policy is the reference" : ""
            return "the implicit margin of \(family.rawValue) is 0 for every candidate\(cause): only the explicit margin ranks"
        }
    }
}
