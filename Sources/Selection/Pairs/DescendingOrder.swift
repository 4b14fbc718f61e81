/// Puts numbers in order without comparing them: digit by digit, lowest first (radix sort), in a fixed number of passes.
enum DescendingOrder {
    private static let bits = 8
    private static let digits = 8

    /// The indices of the numbers, largest number first, equal ones in the order they stand in.
    /// - Parameter numbers: finite.
    static func indices(of numbers: [Double]) -> [Int32] {
        var items: [(key: UInt64, index: Int32)] = []
        items.reserveCapacity(numbers.count)
        var counts = [Int](repeating: 0, count: digits << bits)
        for (index, number) in numbers.enumerated() {
            let key = key(of: number)
            items.append((key, Int32(index)))
            for digit in 0..<digits {
                counts[digit << bits + place(of: key, digit)] += 1
            }
        }
        var others = items
        for digit in 0..<digits where !isOneNumber(digit, of: numbers.count, counts) {
            var next = [Int](repeating: 0, count: 1 << bits)
            for value in 1..<next.count {
                next[value] = next[value - 1] + counts[digit << bits + value - 1]
            }
            for item in items {
                let value = place(of: item.key, digit)
                others[next[value]] = item
                next[value] += 1
            }
            swap(&items, &others)
        }
        return items.map { $0.index }
    }

    /// A whole number that is the smaller the larger the number is; 0 and -0 have the same.
    private static func key(of number: Double) -> UInt64 {
        let pattern = (number + 0).bitPattern
        let ascending = pattern >> 63 == 1 ? ~pattern : pattern | 1 << 63
        return ~ascending
    }

    private static func place(of key: UInt64, _ digit: Int) -> Int {
        Int(truncatingIfNeeded: key >> UInt64(digit * bits)) & (1 << bits - 1)
    }

    /// Whether all numbers have the same digit there, so that it orders nothing.
    private static func isOneNumber(_ digit: Int, of total: Int, _ counts: [Int]) -> Bool {
        counts[(digit << bits)..<((digit + 1) << bits)].contains(total)
    }
}
