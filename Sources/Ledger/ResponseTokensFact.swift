/// The token ids of an imported response, tokenised once.
package struct ResponseTokensFact: Sendable, Hashable {
    package var responseID: Int64
    package var tokens: [Int32]
    /// How many leading ids of the prompt stand before `tokens`: fewer than all where the prompt's end and the answer's start merge.
    package var prefixTokens: Int

    package init(responseID: Int64, tokens: [Int32], prefixTokens: Int) {
        self.responseID = responseID
        self.tokens = tokens
        self.prefixTokens = prefixTokens
    }
}
