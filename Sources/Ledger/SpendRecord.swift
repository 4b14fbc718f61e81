/// What a model's requests have cost so far, over all endpoints and starts.
package struct SpendRecord: Sendable, Hashable {
    package var round: Int
    package var stage: String
    package var model: String
    package var isBatch: Bool
    package var requests: Int
    package var promptTokens: Int
    package var completionTokens: Int
}
