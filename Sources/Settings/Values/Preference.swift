/// Whether large or small scores are best.
package enum Preference: String, Sendable, Hashable, CaseIterable {
    case high
    case low
}
