package import Ledger
package import Selection

/// A selection that was made and stored.
package struct SelectionOutcome: Sendable {
    package var record: SelectionRecord
    package var pairs: [PairRecord]
    package var unpaired: [UnpairedRecord]
    package var responses: ResponseFunnel
    package var candidates: Int
    package var explanation: SelectionExplanation
    package var warnings: [String]

    package var kept: Int { pairs.count { $0.kept } }
}
