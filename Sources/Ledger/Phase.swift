/// Which answers of a round: those to the sampled prompts, or those to their rewrites.
package enum Phase: String, Sendable, Hashable, CaseIterable {
    case base
    case evolved

    var key: Int64 {
        switch self {
        case .base: ReservedName.base.rawValue
        case .evolved: ReservedName.evolved.rawValue
        }
    }
}
