/// What the playground's rewriter understands of an instruction.
///
/// By convention, which the built-in rewriting templates follow:
/// - the first line is `Rewriting task: ` and a direction (breadth, deepen, constrain, concretize, reason);
/// - the prompt to rewrite stands between the lines `--- BEGIN PROMPT ---` and `--- END PROMPT ---`: the first of the one, the last of the other.
///
/// Other instructions are taken as they are: without marker lines the prompt is their last line that is not blank; without a known
/// direction their words decide, always in the same way, for one of the five.
struct PlaygroundRewriteTask: Sendable, Hashable {
    enum Direction: String, Sendable, CaseIterable {
        case breadth
        case deepen
        case constrain
        case concretize
        case reason
    }

    private static let title = "Rewriting task: "
    private static let begin = "--- BEGIN PROMPT ---"
    private static let end = "--- END PROMPT ---"

    let direction: Direction
    /// The prompt to rewrite.
    let parent: String
    /// Of the whole instruction: other instructions get other answers to the same seed.
    let hash: UInt64

    init(instruction: String) {
        let lines = instruction.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        let first = lines.firstIndex(of: PlaygroundRewriteTask.begin)
        let last = lines.lastIndex(of: PlaygroundRewriteTask.end)
        var head = lines[...]
        if let first, let last, first < last {
            parent = lines[(first + 1)..<last].joined(separator: "\n")
            head = lines[..<first]
        } else {
            let index = lines.lastIndex { line in line.contains { !$0.isWhitespace } }
            parent = index.map { lines[$0] } ?? ""
            head = index.map { lines[..<$0] } ?? []
        }
        direction = PlaygroundRewriteTask.direction(of: head)
        var hash = StableHash()
        hash.combine(instruction)
        self.hash = hash.value
    }

    private static func direction(of head: ArraySlice<String>) -> Direction {
        if let line = head.first, line.hasPrefix(title), let direction = Direction(rawValue: String(line.dropFirst(title.count))) {
            return direction
        }
        var hash = StableHash()
        for line in head {
            hash.combine(line)
        }
        return Direction.allCases[Int(hash.value % UInt64(Direction.allCases.count))]
    }
}
