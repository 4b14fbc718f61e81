/// Why an experiment cannot be made: one sentence on what to change.
package struct LabError: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
