/// How `ampo` chooses the rejected responses.
package enum NegativeChoice: Sendable, Hashable {
    /// The worst by reward.
    case bottom
    /// The worst of each cluster: as many clusters as negatives, by k-medoids over 1 - cosine.
    case clusters(vectors: String)
    /// Those S with the smallest sum over responses i of exp(-r_i) * (distance from i to the nearest of S): what is bad lies near one of
    /// them (the paper's Opt-Select; that distance is 1 - cosine, and the weight exp(-r), is this tool's choice).
    case coverage(vectors: String)

    var vectors: String? {
        switch self {
        case .bottom: nil
        case .clusters(let name), .coverage(let name): name
        }
    }
}
