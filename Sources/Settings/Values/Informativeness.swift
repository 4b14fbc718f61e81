/// What a prompt's rewards say of how much it teaches (eva, arXiv 2411.00062, table of creators).
package enum Informativeness: String, Sendable, Hashable, CaseIterable {
    case bestMinusWorst = "a_min"
    case bestMinusMean = "a_avg"
    case bestMinusSecond = "a_dts"
    case variance
    case mean
    case pairScore = "m_ap"
}
