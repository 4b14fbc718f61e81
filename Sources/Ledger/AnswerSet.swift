package import Selection

/// The usable responses of a round in plan order, with the keys that lead back to the ledger.
package struct AnswerSet: Sendable {
    /// One prompt per planned prompt, also those without a usable response.
    package var table = AnswerTable()
    /// By prompt index of `table`: position in the plan, id, and why the prompt was left out of the round, if it was.
    package var prompts: [(position: Int, id: Int64, reason: String?)] = []
    /// By answer index of `table`.
    package var responseIDs: [Int64] = []
    /// What became of the planned responses, the usable ones among them.
    package var responses = ResponseFunnel(planned: 0, usable: 0, reasons: [])

    package init() {}
}
