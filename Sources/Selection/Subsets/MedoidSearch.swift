/// Finds k of n points so that the weighted sum of every point's distance to the nearest of them is small (k-medoids by PAM: Kaufman and
/// Rousseeuw, 1987), the way `SubsetSearch` finds sets.
struct MedoidSearch {
    private let weights: [Double]
    /// A row a point.
    private let distances: [Double]

    /// - Parameters:
    ///   - weights: a point's, at least 0.
    ///   - distance: between two different points by their indices.
    init(weights: [Double], distance: (Int, Int) -> Double) {
        self.weights = weights
        let count = weights.count
        var distances = [Double](repeating: 0, count: count * count)
        for first in 0..<count {
            for second in 0..<first {
                distances[first * count + second] = distance(first, second)
                distances[second * count + first] = distances[first * count + second]
            }
        }
        self.distances = distances
    }

    /// The points chosen, ascending; all where there are no more than `k`.
    func choose(_ k: Int) -> [Int] {
        SubsetSearch(count: weights.count) { chosen in
            -weights.indices.reduce(0) { $0 + weights[$1] * nearest(to: $1, of: chosen).distance }
        }.choose(k)
    }

    /// The nearest of some points; of equally near ones the first.
    func nearest(to point: Int, of chosen: [Int]) -> (place: Int, distance: Double) {
        var nearest = (place: 0, distance: Double.infinity)
        for (place, other) in chosen.enumerated() {
            let distance = distances[point * weights.count + other]
            if distance < nearest.distance { nearest = (place, distance) }
        }
        return nearest
    }
}
