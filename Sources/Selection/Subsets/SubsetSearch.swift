/// Finds k of n things whose set has a large value: greedily one after the other, then by the best exchange of one for another as long
/// as one helps. Ties go to the first in ascending order, so equal input gives equal output.
struct SubsetSearch {
    let count: Int
    /// Of a set of indices in any order.
    let value: ([Int]) -> Double

    /// Indices in ascending order; all where there are no more than `k`.
    func choose(_ k: Int) -> [Int] {
        guard k < count else { return Array(0..<count) }
        var chosen: [Int] = []
        while chosen.count < k {
            guard let next = best(of: others(than: chosen).map { chosen + [$0] }) else { break }
            chosen = next.indices
        }
        chosen.sort()
        var current = value(chosen)
        // Less than rounding is no improvement, or two sets of one value could take turns for ever.
        while let better = best(of: exchanges(of: chosen)), better.value > current + 1e-12 * max(1, abs(current)) {
            chosen = better.indices.sorted()
            current = better.value
        }
        return chosen
    }

    private func others(than chosen: [Int]) -> [Int] {
        (0..<count).filter { !chosen.contains($0) }
    }

    private func exchanges(of chosen: [Int]) -> [[Int]] {
        let others = others(than: chosen)
        return chosen.indices.flatMap { place in
            others.map { other in
                var indices = chosen
                indices[place] = other
                return indices
            }
        }
    }

    private func best(of sets: [[Int]]) -> (indices: [Int], value: Double)? {
        var best: (indices: [Int], value: Double)?
        for indices in sets {
            let value = value(indices)
            if value > (best?.value ?? -.infinity) { best = (indices, value) }
        }
        return best
    }
}
