/// One turn of a conversation.
package struct Message: Sendable, Hashable {
    /// `system`, `user`, `assistant` (or `tool`).
    package var role: String
    package var content: String

    package init(role: String, content: String) {
        self.role = role
        self.content = content
    }
}
