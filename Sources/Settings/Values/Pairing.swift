/// Which pairs of a prompt's answers are candidates.
package enum Pairing: String, Sendable, Hashable, CaseIterable {
    case allPairs = "all_pairs"
    case bestWorst = "best_worst"
    case topAgainstRest = "top_vs_rest"
    case adjacent
    case correctWrong = "correct_wrong"
    case divpo
}
