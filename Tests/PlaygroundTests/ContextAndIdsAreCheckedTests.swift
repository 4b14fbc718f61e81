import Inference
import Playground
import Testing

@Suite struct ContextAndIdsAreCheckedTests {
    @Test func aSequenceOverTheContextIsTooLong() async throws {
        let policy = try PlaygroundPolicy(model: Fixture.policy.model, name: "small", contextLength: 10)
        let prompt = try await policy.promptTokens(of: Fixture.ask("What is a dog?"))
        #expect(prompt.count == 8)
        #expect(try await policy.score(prompt: prompt, response: [20, 0]).count == 2)
        let scoring = await #expect(throws: BackendError.self) { try await policy.score(prompt: prompt, response: [20, 21, 0]) }
        #expect(scoring?.failure == .tooLong)
        let sampling = await #expect(throws: BackendError.self) {
            try await policy.sample(Fixture.request("What is a dog and what is a cat?"))
        }
        #expect(sampling?.failure == .tooLong)
    }

    @Test func theDefaultContextHolds512Tokens() async throws {
        let response = [Int32](repeating: 20, count: 509)
        #expect(try await Fixture.policy.score(prompt: [2, 0, 3], response: response).count == 509)
        let error = await #expect(throws: BackendError.self) {
            try await Fixture.policy.score(prompt: [2, 0, 3], response: response + [20])
        }
        #expect(error?.failure == .tooLong)
        #expect(try await Fixture.policy.probe().contextLength == 512)
    }

    @Test(arguments: [Int32(-1), 400, .max, .min])
    func idsOfAnotherModelAreRejected(id: Int32) async throws {
        let inPrompt = await #expect(throws: BackendError.self) { try await Fixture.policy.score(prompt: [id], response: [1]) }
        let inResponse = await #expect(throws: BackendError.self) { try await Fixture.policy.score(prompt: [1], response: [id]) }
        #expect(inPrompt?.failure == .rejected)
        #expect(inResponse?.failure == .rejected)
    }

    @Test func aCancelledCallSaysSo() async throws {
        let policy = try PlaygroundPolicy(model: Fixture.policy.model, name: "slow", delay: 3600)
        let task = Task { try await policy.sample(Fixture.request("What is a dog?")) }
        task.cancel()
        let error = await #expect(throws: BackendError.self) { try await task.value }
        #expect(error?.failure == .cancelled)
    }
}
