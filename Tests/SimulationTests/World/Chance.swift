import Glibc

/// Everything random in one simulated run, derived from its seed (SplitMix64).
struct Chance: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in (0, 1).
    mutating func unit() -> Double {
        (Double(next() >> 12) + 0.5) * 0x1p-52
    }

    mutating func happens(_ probability: Double) -> Bool {
        unit() < probability
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }

    /// Seconds, log-normally distributed: half of them below `median`, and now and then a very long one.
    mutating func seconds(median: Double, spread: Double = 1) -> Double {
        let normal = sqrt(-2 * log(unit())) * cos(2 * Double.pi * unit())
        return median * exp(spread * normal)
    }
}
