/// One label's score in a reply of text-embeddings-inference.
struct TEILabel: Sendable, Hashable {
    var label: String
    var score: Double
}
