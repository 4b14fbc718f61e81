/// Which comparisons a ranking of a prompt's responses is made of.
package enum JudgeSchedule: String, Sendable, Hashable, CaseIterable {
    /// All pairs that `JudgePairs` names.
    case all
    /// Those that merge sort asks for, O(n log n) (Liu et al. 2024, "Aligning with Human Judgement: The Role of Pairwise Preference in Large
    /// Language Model Evaluators"). Pairs nobody was asked about follow the order that comes out.
    case mergeSort = "merge_sort"
}
