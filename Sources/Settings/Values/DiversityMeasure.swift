/// What makes an answer rare.
package enum DiversityMeasure: String, Sendable, Hashable, CaseIterable {
    case rarity
    case text
    case embedding
}
