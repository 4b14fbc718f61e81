/// Responses that lack a vector, of any prompts: one request's worth.
package struct EmbeddingWork: Sendable, Hashable {
    package struct Response: Sendable, Hashable {
        package var id: Int64
        package var promptID: Int64
        package var sample: Int
        package var text: String

        package init(id: Int64, promptID: Int64, sample: Int, text: String) {
            self.id = id
            self.promptID = promptID
            self.sample = sample
            self.text = text
        }
    }

    package var responses: [Response]

    package init(responses: [Response]) {
        self.responses = responses
    }
}
