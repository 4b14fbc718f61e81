/// Counts of numbers in 64 bins of one width, which doubles whenever a number falls outside: its memory does not grow.
struct Histogram: Sendable, Hashable {
    private static let bins = 64

    private(set) var counts: [Int] = Array(repeating: 0, count: bins)
    /// A power of two; bin 0 begins at `first` times it.
    private(set) var width = 0.0
    private var first = 0
    private(set) var count = 0
    private(set) var sum = 0.0
    private(set) var least = Double.infinity
    private(set) var most = -Double.infinity

    /// The lower bound of bin `index`.
    func lowerBound(_ index: Int) -> Double { Double(first + index) * width }

    var mean: Double { count == 0 ? 0 : sum / Double(count) }

    /// Numbers that are not finite, or beyond any reward's size, are not counted.
    mutating func add(_ value: Double) {
        guard value.isFinite, abs(value) < 1e100 else { return }
        count += 1
        sum += value
        least = min(least, value)
        most = max(most, value)
        if width == 0 { start(at: value) }
        while true {
            let place = (value / width).rounded(.down) - Double(first)
            if place >= 0, place < Double(Self.bins) {
                counts[Int(place)] += 1
                return
            }
            widen(towards: place)
        }
    }

    private mutating func start(at value: Double) {
        width = max(abs(value).binade / 1024, 1 / 1_048_576)
        first = Int((value / width).rounded(.down)) - Self.bins / 2
    }

    /// Doubles the width; the old bins fill the half that lets the new numbers in.
    private mutating func widen(towards place: Double) {
        // Only an even beginning can be halved.
        let isOdd = !first.isMultiple(of: 2)
        let start = (isOdd ? first - 1 : first) / 2
        let shift = place < 0 ? Self.bins / 2 - 1 : 0
        var wider = Array(repeating: 0, count: Self.bins)
        for (index, count) in counts.enumerated() where count > 0 {
            wider[min((index + (isOdd ? 1 : 0)) / 2 + shift, Self.bins - 1)] += count
        }
        counts = wider
        first = start - shift
        width *= 2
    }
}
