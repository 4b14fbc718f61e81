package import Inference
package import Ledger

/// What the lines of one piece of work brought.
package struct BatchReading: Sendable {
    /// Why the work is not done with these facts.
    package enum Fault: Sendable {
        case failed(BackendError)
        case refusedField(String)
    }

    package var facts: [Fact]
    /// Nil where the facts are all of the work.
    package var fault: Fault?

    package init(_ facts: [Fact], _ fault: Fault? = nil) {
        self.facts = facts
        self.fault = fault
    }
}
