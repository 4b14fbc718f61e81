/// Finds values by their place in ascending order without putting all in order (after Hoare, Algorithm 65: Find).
struct OrderStatistics {
    private let values: [Double]

    /// - Parameter column: NaN counts for nothing.
    init(_ column: consuming [Double]) {
        // The column is this value's own: a round's values are not copied to lose those that are none.
        column.removeAll { $0.isNaN }
        values = column
    }

    /// The number below which a share of the values lies, between two values by linear interpolation, numpy's default; NaN of
    /// nothing.
    func quantile(_ share: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        let place = share * Double(values.count - 1)
        let lower = Int(place)
        let smaller = value(at: lower)
        let larger = next(to: smaller, at: lower)
        return smaller + (larger - smaller) * (place - Double(lower))
    }

    /// The value at a place counted from 0 in ascending order.
    func value(at place: Int) -> Double {
        var rest = values
        return rest.withUnsafeMutableBufferPointer { rest in
            var count = rest.count
            var place = place
            while true {
                let pivot = Self.middle(rest[count / 4], rest[count / 2], rest[count - 1 - count / 4])
                var smaller = 0
                var equal = 0
                for index in 0..<count {
                    smaller += rest[index] < pivot ? 1 : 0
                    equal += rest[index] == pivot ? 1 : 0
                }
                if place < smaller {
                    count = Self.moveForward(rest, count) { $0 < pivot }
                } else if place < smaller + equal {
                    return pivot
                } else {
                    count = Self.moveForward(rest, count) { $0 > pivot }
                    place -= smaller + equal
                }
            }
        }
    }

    /// The value that follows the one at `place`, or the same where it is the last.
    private func next(to value: Double, at place: Int) -> Double {
        var notLarger = 0
        var next = Double.infinity
        for other in values {
            notLarger += other <= value ? 1 : 0
            next = other > value && other < next ? other : next
        }
        return notLarger > place + 1 || next == .infinity ? value : next
    }

    /// Moves the values a condition holds for to the front; says how many there are.
    @inline(__always)
    private static func moveForward(_ values: UnsafeMutableBufferPointer<Double>, _ count: Int, _ condition: (Double) -> Bool) -> Int {
        var kept = 0
        for index in 0..<count {
            let value = values[index]
            // Written always and counted only if it stays: a branch would be mistaken half of the time.
            values[kept] = value
            kept += condition(value) ? 1 : 0
        }
        return kept
    }

    private static func middle(_ first: Double, _ second: Double, _ third: Double) -> Double {
        max(min(first, second), min(max(first, second), third))
    }
}
