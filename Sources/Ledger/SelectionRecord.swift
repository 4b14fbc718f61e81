/// A selection as it is stored.
package struct SelectionRecord: Sendable, Hashable {
    /// Set once stored.
    package var id: Int64
    package var round: Int
    package var phase: Phase
    package var name: String
    /// What was asked for, as a JSON object; equal specs on equal facts give equal pairs.
    package var spec: String
    /// Means, spreads, funnels and warnings, as a JSON object.
    package var statistics: String

    package init(id: Int64 = 0, round: Int, phase: Phase, name: String, spec: String, statistics: String) {
        self.id = id
        self.round = round
        self.phase = phase
        self.name = name
        self.spec = spec
        self.statistics = statistics
    }
}
