import Foundation
import Playground
import Testing

@Suite struct QuickstartTests {
    @Test func thePoolIsLargerThanARoundAndHasNoPromptTwice() throws {
        let prompts = try Fixture.quickstartPrompts()
        #expect(prompts.count >= 240)
        #expect(Set(prompts.map(\.id)).count == prompts.count)
        #expect(Set(prompts.map { $0.prompt.lowercased() }).count == prompts.count)
        #expect(prompts.allSatisfy { !$0.prompt.isEmpty && $0.prompt.count < 100 })
    }

    @Test func itsWordsAreThoseTheModelKnows() throws {
        let vocabulary = Fixture.vocabulary
        let tokens = try Fixture.quickstartPrompts().flatMap { vocabulary.tokens(of: $0.prompt) }
        let unknown = tokens.filter { vocabulary.classes[Int($0)] == .unknown }
        #expect(unknown.count * 50 < tokens.count)
    }

    @Test func theConfigurationNamesThePoolAndThePlayground() throws {
        let text = try String(contentsOf: Fixture.shipped("configs/quickstart.yaml"), encoding: .utf8)
        #expect(text.contains("source: quickstart-prompts.jsonl"))
        #expect(text.contains("backend: playground"))
        #expect(text.split(separator: "\n").allSatisfy { $0.contains("#") })
    }
}
