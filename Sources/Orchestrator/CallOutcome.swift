package import Inference
package import Ledger

/// How one call ended.
package enum CallOutcome: Sendable {
    /// Everything that was asked for.
    case facts([Fact])
    /// A part of it; `rest` is the work that is still to be done, and the error says why.
    case partial([Fact], rest: [Work], BackendError)
    case failed(BackendError)
}
