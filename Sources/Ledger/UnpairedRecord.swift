/// A planned prompt that has no candidate pair in a selection, and why.
package struct UnpairedRecord: Sendable, Hashable {
    package var promptID: Int64
    package var position: Int
    package var reason: String

    package init(promptID: Int64, position: Int, reason: String) {
        self.promptID = promptID
        self.position = position
        self.reason = reason
    }
}
