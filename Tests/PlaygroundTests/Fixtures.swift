import Foundation
import Inference
import Playground

/// One untrained policy for all tests: it never changes, and making it is most of what a small test would spend.
enum Fixture {
    static let policy: PlaygroundPolicy = make { try PlaygroundPolicy() }
    static let vocabulary = PlaygroundVocabulary.shared
    static let questions = [
        "What is a dog?", "How do I make soup?", "Describe the forest in winter.", "Tell me a story about a boat.",
        "Why is the moon important?", "Please summarise quantum chromodynamics.",
    ]

    static func ask(_ question: String) -> [Message] {
        [Message(role: "user", content: question)]
    }

    static func request(
        _ question: String,
        count: Int = 1,
        seed: Int64 = 1,
        sampling: SamplingParameters = SamplingParameters(maxTokens: 32)
    ) -> SampleRequest {
        SampleRequest(messages: ask(question), promptTokens: nil, count: count, seed: seed, sampling: sampling)
    }

    /// The files this project ships beside its sources.
    static func shipped(_ path: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(path)
    }

    /// A path nobody else uses.
    static func temporaryPath() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("playground-\(UUID().uuidString)").path
    }

    static func quickstartPrompts() throws -> [QuickstartPrompt] {
        let text = try String(contentsOf: shipped("configs/quickstart-prompts.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(QuickstartPrompt.self, from: Data($0.utf8)) }
    }

    private static func make<Value>(_ value: () throws -> Value) -> Value {
        do { return try value() } catch { fatalError("\(error)") }
    }
}

struct QuickstartPrompt: Decodable {
    var id: String
    var prompt: String
}
