/// What became of everything planned of one unit: nothing disappears without a reason.
package struct Funnel: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        package let name: String
        package let count: Int

        package init(_ name: String, _ count: Int) {
            self.name = name
            self.count = count
        }
    }

    /// `prompts`, `responses`.
    package let unit: String
    package let planned: Int
    /// Every one planned is counted in exactly one step; in the order of the work.
    package let steps: [Step]

    package init(unit: String, planned: Int, steps: [Step]) {
        self.unit = unit
        self.planned = planned
        self.steps = steps
    }

    package var addsUp: Bool {
        steps.reduce(0) { $0 + $1.count } == planned
    }
}
