import Inference
import Playground
import Testing

@Suite struct PromptIsAPrefixTests {
    static let conversations: [[Message]] = [
        [Message(role: "user", content: "What is a dog?")],
        [Message(role: "system", content: "Be short."), Message(role: "user", content: "What is a zebra?")],
        [
            Message(role: "user", content: "Hello <assistant> you\n"), Message(role: "assistant", content: "yes"),
            Message(role: "tool", content: ""), Message(role: "user", content: "go on"),
        ],
    ]

    @Test(arguments: conversations)
    func ofTheWholeConversation(prompt: [Message]) async throws {
        let tokens = try await Fixture.policy.promptTokens(of: prompt)
        for answer in ["", "A dog is an animal.", " two\n\nlines", "ende <eos>"] {
            let whole = try await Fixture.policy.conversationTokens(of: prompt + [Message(role: "assistant", content: answer)])
            #expect(whole == tokens + Fixture.vocabulary.tokens(of: answer) + [PlaygroundVocabulary.endOfSequence])
        }
    }

    @Test func sampledTokensAreThoseOfTheConversation() async throws {
        let prompt = Fixture.ask("Describe the forest in winter.")
        let tokens = try await Fixture.policy.promptTokens(of: prompt)
        let samples = try await Fixture.policy.sample(Fixture.request("Describe the forest in winter.", count: 20))
        for sample in samples where sample.finishReason == .stop {
            let whole = try await Fixture.policy.conversationTokens(of: prompt + [Message(role: "assistant", content: sample.text)])
            #expect(whole == tokens + (try #require(sample.tokens)))
        }
    }

    @Test func rolesMakeADifference() async throws {
        let user = try await Fixture.policy.promptTokens(of: [Message(role: "user", content: "hello")])
        let system = try await Fixture.policy.promptTokens(of: [Message(role: "system", content: "hello")])
        #expect(user != system)
        #expect(user.count == system.count)
    }

    @Test func whatTheTemplateLacksIsRejected() async throws {
        let noMessage = await #expect(throws: BackendError.self) { try await Fixture.policy.promptTokens(of: []) }
        let unknownRole = await #expect(throws: BackendError.self) {
            try await Fixture.policy.promptTokens(of: [Message(role: "robot", content: "")])
        }
        let noAnswer = await #expect(throws: BackendError.self) {
            try await Fixture.policy.conversationTokens(of: Fixture.ask("What is a dog?"))
        }
        #expect(noMessage?.failure == .rejected)
        #expect(unknownRole?.failure == .rejected)
        #expect(noAnswer?.failure == .rejected)
    }
}
