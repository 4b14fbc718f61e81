import Foundation

/// Hugging Face's text-embeddings-inference on 127.0.0.1: `/info`, `/metrics`, `/predict`, `/embed` and `/v1/embeddings`, with its error
/// bodies and statuses.
package final class TEIDouble: Sendable {
    package struct Options: Sendable {
        package var maxBatch = 32
        /// Longest input in bytes, which are this server's tokens.
        package var maxInput = 512
        package var labels = ["LABEL_0"]
        /// False for a model that embeds only.
        package var classifies = true
        package var queue = 0
        /// Length of an embedding.
        package var dimension = 4

        package init() {}
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        let handler = TEIHandler(options: options)
        server = LoopbackServer(answer: handler.answer)
    }

    /// The raw score that this server gives a text, or a pair as two texts, for a label.
    package static func score(of texts: [String], label: String = "LABEL_0") -> Double {
        HashModel(name: "tei-" + label).reward(of: texts.joined(separator: "[SEP]"))
    }

    /// The embedding of a text, each number as a Float's decimal digits.
    package static func embedding(of text: String, dimension: Int = 4) -> [Double] {
        (0..<dimension).map { Double(Float(HashModel(name: "embed-\($0)").reward(of: text))) }
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }
}
