import Inference
import Testing

@Suite struct RewardTemplateTests {
    private static let system = Message(role: "system", content: "Be brief.")
    private static let user = Message(role: "user", content: "3 + 5?")
    private static let turns = [user, Message(role: "assistant", content: "8"), Message(role: "user", content: "Sure?")]

    @Test func plainIsPromptAndResponseOnTwoLines() async throws {
        #expect(try await RewardTemplate.plain.text(prompt: [Self.user], response: "8\n") == "3 + 5?\n8\n")
    }

    @Test func plainNamesTheRolesOfAnyOtherPrompt() async throws {
        #expect(
            try await RewardTemplate.plain.text(prompt: Self.turns, response: "Yes.")
                == "user: 3 + 5?\nassistant: 8\nuser: Sure?\nassistant: Yes."
        )
        #expect(
            try await RewardTemplate.plain.text(prompt: [Self.system, Self.user], response: "8")
                == "system: Be brief.\nuser: 3 + 5?\nassistant: 8"
        )
    }

    @Test func aFilesPlacesAreFilledInOnce() async throws {
        let template = RewardTemplate.file(try TextTemplate("[{system}] Q: {prompt}\nA: {response} {other} {\n", name: "rm.txt"))
        let text = try await template.text(prompt: [Self.system, Self.user], response: "{prompt} {system}")
        #expect(text == "[Be brief.] Q: 3 + 5?\nA: {prompt} {system} {other} {\n")
    }

    @Test func aFileWithoutASystemMessageLeavesItsPlaceEmpty() async throws {
        let template = RewardTemplate.file(try TextTemplate("{system}{prompt}|{response}", name: "rm.txt"))
        #expect(try await template.text(prompt: Self.turns, response: "Yes.") == "user: 3 + 5?\nassistant: 8\nuser: Sure?|Yes.")
    }

    @Test(arguments: ["{prompt}", "{response}", "", "{ prompt }{response}"])
    func aFileNeedsPromptAndResponse(text: String) {
        let error = #expect(throws: BackendError.self) { try TextTemplate(text, name: "rm.txt") }
        #expect(error?.failure == .misconfigured)
        #expect(error?.message.contains("rm.txt") == true)
    }

    @Test func thePolicysTemplateRendersTheWholeConversation() async throws {
        let template = RewardTemplate.policy { messages in messages.map { "<\($0.role)>\($0.content)" }.joined() }
        #expect(try await template.text(prompt: [Self.user], response: "8") == "<user>3 + 5?<assistant>8")
    }
}
