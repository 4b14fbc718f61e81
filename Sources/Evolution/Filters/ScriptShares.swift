/// How a text's letters are spread over scripts.
struct ScriptShares: Sendable, Hashable {
    /// Shares by raw value of `Script`; they add up to 1, or all are 0 in a text without letters.
    let shares: [Double]
    let hasLetters: Bool

    init(_ text: String) {
        var counts = [Int](repeating: 0, count: Script.allCases.count)
        var letters = 0
        for scalar in text.unicodeScalars {
            guard let script = Script(of: scalar) else { continue }
            counts[script.rawValue] += 1
            letters += 1
        }
        hasLetters = letters > 0
        let total = Double(max(1, letters))
        shares = counts.map { Double($0) / total }
    }

    /// Total variation distance: half the sum of the absolute differences, 0 for equal shares, 1 where no script is shared.
    /// A text without letters says nothing and is at distance 0 of any.
    func distance(to other: ScriptShares) -> Double {
        if !hasLetters || !other.hasLetters { return 0 }
        var sum = 0.0
        for index in shares.indices {
            sum += abs(shares[index] - other.shares[index])
        }
        return sum / 2
    }
}
