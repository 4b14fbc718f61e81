import Inference

/// The tokens that min_p, top_k and top_p leave to be drawn, likeliest first.
///
/// A heap hands them out in order, so that no more of the vocabulary is sorted than is kept. Not `Sendable`: one task uses it.
final class TokenCandidates {
    private let count: Int
    private let heap: UnsafeMutablePointer<Int32>
    private var heapCount = 0
    private let kept: UnsafeMutablePointer<Int32>
    private var keptCount = 0
    private let weights: UnsafePointer<Double>

    init(count: Int, weights: UnsafePointer<Double>) {
        self.count = count
        self.weights = weights
        heap = .allocate(capacity: count)
        kept = .allocate(capacity: count)
        heap.initialize(repeating: 0, count: count)
        kept.initialize(repeating: 0, count: count)
    }

    deinit {
        heap.deallocate()
        kept.deallocate()
    }

    /// Chooses the candidates by the weights as they are now (the largest is 1, they add up to `sum`) and returns what the kept ones weigh.
    func keep(_ sampling: SamplingParameters, sum: Double) -> Double {
        rank()
        if sampling.topK == 0 && sampling.minP == 0 {
            return keep(untilMass: sampling.topP * sum)
        }
        let limit = sampling.topK == 0 ? count : min(sampling.topK, count)
        var mass = 0.0
        while keptCount < limit && heapCount > 0 && weights[Int(heap[0])] >= sampling.minP {
            mass += keepNext()
        }
        return sampling.topP < 1 ? shorten(toMass: sampling.topP * mass) : mass
    }

    /// The kept token whose stretch of their cumulated weights holds `point`; rounding at the far end falls to the last.
    func pick(at point: Double) -> Int32 {
        var cumulated = 0.0
        var rank = 0
        while rank < keptCount - 1 {
            cumulated += weights[Int(kept[rank])]
            if cumulated > point { break }
            rank &+= 1
        }
        return kept[rank]
    }

    private func keep(untilMass wanted: Double) -> Double {
        var mass = 0.0
        while heapCount > 0 && mass < wanted {
            mass += keepNext()
        }
        return mass
    }

    private func shorten(toMass wanted: Double) -> Double {
        var mass = 0.0
        var rank = 0
        while rank < keptCount && mass < wanted {
            mass += weights[Int(kept[rank])]
            rank &+= 1
        }
        keptCount = rank
        return mass
    }

    private func rank() {
        keptCount = 0
        heapCount = count
        var i = 0
        while i < count {
            heap[i] = Int32(truncatingIfNeeded: i)
            i &+= 1
        }
        i = count / 2
        while i > 0 {
            i &-= 1
            sink(i)
        }
    }

    /// Moves the likeliest token of the heap to the kept ones and returns its weight.
    private func keepNext() -> Double {
        let token = heap[0]
        heapCount &-= 1
        heap[0] = heap[heapCount]
        sink(0)
        kept[keptCount] = token
        keptCount &+= 1
        return weights[Int(token)]
    }

    private func sink(_ start: Int) {
        let heap = heap
        let weights = weights
        let count = heapCount
        if start >= count { return }
        let token = heap[start]
        let weight = weights[Int(token)]
        var hole = start
        while true {
            var child = 2 &* hole &+ 1
            if child >= count { break }
            var childToken = heap[child]
            var childWeight = weights[Int(childToken)]
            if child &+ 1 < count {
                let other = heap[child &+ 1]
                let otherWeight = weights[Int(other)]
                if otherWeight > childWeight || (otherWeight == childWeight && other < childToken) {
                    child &+= 1
                    childToken = other
                    childWeight = otherWeight
                }
            }
            if weight > childWeight || (weight == childWeight && token < childToken) { break }
            heap[hole] = childToken
            hole = child
        }
        heap[hole] = token
    }
}
