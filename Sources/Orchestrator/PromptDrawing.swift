import Evolution
import Selection

/// Draws a round's prompts from lists of candidates. Pure.
struct PromptDrawing {
    let sampling: PromptSampling
    /// The latest informativeness by prompt; nil draws uniformly.
    let values: [Int64: Double]?
    /// What a prompt weighs for the source it came from; nil where there is one source, and every prompt weighs the same.
    var shares: [Int64: Double]?

    /// Prompt ids in the order of the draw with the weights they were drawn with.
    func draw(_ count: Int, from prompts: [(id: Int64, hash: UInt64)]) throws -> [(id: Int64, weight: Double?)] {
        let hashes = prompts.map(\.hash)
        var weights = [Double](repeating: 1, count: prompts.count)
        if let values {
            weights = try PromptSampling.weights(informativeness: prompts.map { values[$0.id] })
        } else if shares == nil {
            return try sampling.draw(count, from: hashes).map { (prompts[$0].id, nil) }
        }
        if let shares { weights = zip(prompts, weights).map { $1 * (shares[$0.id] ?? 1) } }
        return try sampling.draw(count, from: hashes, weights: weights).map { (prompts[$0].id, weights[$0]) }
    }

    /// Rewrites first, then prompts of earlier rounds, then fresh ones, each in the order of its draw.
    func mixed(
        _ mix: BufferMix,
        _ count: Int,
        evolved: [(id: Int64, hash: UInt64)],
        previous: [(id: Int64, hash: UInt64)],
        fresh: [(id: Int64, hash: UInt64)]
    ) throws -> [(id: Int64, weight: Double?)] {
        let stock = BufferCounts(evolved: evolved.count, previous: previous.count, fresh: fresh.count)
        let counts = mix.counts(total: count, available: stock)
        return try draw(counts.evolved, from: evolved) + draw(counts.previous, from: previous) + draw(counts.fresh, from: fresh)
    }
}
