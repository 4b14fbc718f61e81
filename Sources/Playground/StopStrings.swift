/// Finds stop strings in a text that grows.
struct StopStrings {
    private let patterns: [[UInt8]]
    private let longest: Int

    /// `strings` holds no empty one.
    init(_ strings: [String]) {
        patterns = strings.map { Array($0.utf8) }
        longest = patterns.map(\.count).max() ?? 0
    }

    /// Where the earliest match begins, when the bytes before `newFrom` are known to hold none.
    func first(in bytes: [UInt8], newFrom: Int) -> Int? {
        if patterns.isEmpty { return nil }
        var start = max(0, newFrom - longest + 1)
        while start < bytes.count {
            for pattern in patterns where bytes[start...].starts(with: pattern) {
                return start
            }
            start += 1
        }
        return nil
    }
}
