import Inference
import Testing

@testable import Datasets

@Suite struct ContentHashTests {
    /// Made with Python: `sha256(json.dumps(messages, ensure_ascii=False, separators=(",", ":")).encode())`.
    @Test func `the canonical form and its hash never change`() {
        let simple = [Message(role: "user", content: "What color is the sky?")]
        #expect(PromptRecord.canonicalJSON(of: simple) == #"[{"role":"user","content":"What color is the sky?"}]"#)
        #expect(PromptRecord.contentHash(of: simple) == "d8faf4b1bab5a9a7ad1bf9790242ca00ac98bc2b8511df608dac0aa0719d8474")
        let hard = [
            Message(role: "system", content: "Be brief."),
            Message(role: "user", content: "tab\t nl\n cr\r q\" b\\ / \u{0}\u{1}\u{1F}\u{7F} \u{E9} \u{E9} \u{2028} \u{1F600}"),
            Message(role: "assistant", content: ""),
            Message(role: "user", content: "\u{8}\u{C}?"),
        ]
        #expect(PromptRecord.contentHash(of: hard) == "9924d595057d34dc9a4a751961ee29a705d4fc80a1c8714b5fab7fc3fef9947d")
    }

    @Test func `what a file says beside the messages does not change the hash`() {
        let messages = [Message(role: "user", content: "a")]
        let bare = PromptRecord(messages: messages)
        let described = PromptRecord(messages: messages, externalID: "1", metadata: "{}", tags: ["t"])
        #expect(bare.contentHash == described.contentHash)
        #expect(bare.contentHash != PromptRecord(messages: [Message(role: "system", content: "a")]).contentHash)
    }
}
