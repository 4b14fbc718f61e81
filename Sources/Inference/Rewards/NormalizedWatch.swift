/// Watches for rewards that were normalised on their way.
struct NormalizedWatch: Sendable {
    enum Warning: Sendable, Hashable {
        /// Every reply has mean 0 and standard deviation 1: rewards of different prompts can no longer be compared.
        case eachReply
        /// All rewards together have: fine for comparing, but no raw outputs.
        case allTogether
    }

    /// Replies of two or more different rewards looked at before a verdict.
    static let replies = 4
    /// Rewards looked at before a verdict over all of them.
    static let window = 128

    private var repliesSeen = 0
    private var scores: [Double] = []
    private var isEachOpen = true
    private var isAllOpen = true

    /// A warning once of each kind.
    mutating func add(_ reply: [Double]) -> Warning? {
        if isEachOpen, Set(reply).count > 1 {
            repliesSeen += 1
            isEachOpen = Self.isStandard(reply, within: 1e-3)
            if isEachOpen, repliesSeen == Self.replies {
                isEachOpen = false
                isAllOpen = false
                return .eachReply
            }
        }
        guard isAllOpen else { return nil }
        scores += reply
        guard scores.count >= Self.window else { return nil }
        isAllOpen = false
        return Self.isStandard(scores, within: 0.1) ? .allTogether : nil
    }

    /// Mean 0 and standard deviation 1, be it taken over n or over n - 1.
    private static func isStandard(_ values: [Double], within tolerance: Double) -> Bool {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let population = (squares / count).squareRoot()
        let sample = (squares / (count - 1)).squareRoot()
        return abs(mean) < tolerance && (abs(population - 1) < tolerance || abs(sample - 1) < tolerance)
    }
}
