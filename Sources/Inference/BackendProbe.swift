/// What a server said of itself.
package struct BackendProbe: Sendable, Hashable {
    /// The models it serves.
    package var models: [String]
    /// The longest sequence in tokens, prompt and response together, where it tells.
    package var contextLength: Int?
    /// The server's name and version, where it tells.
    package var server: String?
    /// The version of the weights, where it tells.
    package var weightVersion: String?
    /// Sequences it works on at once, where that bounds how many responses one request can ask for.
    package var slots: Int?

    package init(
        models: [String],
        contextLength: Int? = nil,
        server: String? = nil,
        weightVersion: String? = nil,
        slots: Int? = nil
    ) {
        self.models = models
        self.contextLength = contextLength
        self.server = server
        self.weightVersion = weightVersion
        self.slots = slots
    }
}
