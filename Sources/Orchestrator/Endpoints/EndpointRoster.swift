/// The endpoints of one role as a round's state machine numbers them: those that left keep their numbers.
struct EndpointRoster: Sendable, Hashable {
    /// By number.
    private(set) var names: [String]
    private var gone: Set<Int> = []

    init(_ names: [String]) {
        self.names = names
    }

    /// Numbers of endpoints that are there.
    var live: [Int] { names.indices.filter { !gone.contains($0) } }

    /// Follows a changed list; returns who left, and who joined under which number.
    mutating func follow(_ wanted: [String]) -> (left: [Int], joined: [Int]) {
        let left = live.filter { !wanted.contains(names[$0]) }
        gone.formUnion(left)
        let known = Set(live.map { names[$0] })
        var joined: [Int] = []
        for name in wanted where !known.contains(name) {
            joined.append(names.count)
            names.append(name)
        }
        return (left, joined)
    }
}
