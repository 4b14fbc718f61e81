import Datasets
import Foundation
import Inference
import Testing

@testable import Orchestrator

/// Tags and further fields of a prompt become one JSON object in the ledger.
@Suite struct PromptMetadataTests {
    @Test(
        arguments: [
            (nil, [], nil),
            ("{\"a\":1}", [], "{\"a\":1}"),
            (nil, ["math"], "{\"tags\":[\"math\"]}"),
            ("{}", ["math"], "{\"tags\":[\"math\"]}"),
            ("{\"a\":1}", ["x\"y", "日本\n"], "{\"tags\":[\"x\\\"y\",\"日本\\n\"],\"a\":1}"),
        ] as [(String?, [String], String?)]
    )
    func tagsStandBesideTheOtherFields(_ metadata: String?, _ tags: [String], _ expected: String?) throws {
        let record = PromptRecord(messages: [Message(role: "user", content: "q")], externalID: "7", metadata: metadata, tags: tags)
        let prompt = record.poolPrompt
        #expect(prompt.metadata == expected)
        #expect(prompt.externalID == "7")
        #expect(prompt.contentHash == record.contentHash)
        if let text = prompt.metadata {
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            #expect(tags.isEmpty || object?["tags"] as? [String] == tags)
        }
    }
}
