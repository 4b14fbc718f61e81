import Evolution
import Inference
import Testing

@testable import Playground

@Suite struct RewritesAreUsefulTests {
    private let vocabulary = PlaygroundVocabulary.shared

    private func request(_ strategy: RewriteStrategy, _ parent: String, count: Int = 1, seed: Int64 = 1) -> SampleRequest {
        let text = strategy.render(parent: parent)
        return SampleRequest(
            messages: Fixture.ask(text),
            promptTokens: nil,
            count: count,
            seed: seed,
            sampling: SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 64)
        )
    }

    private func nouns(_ text: String) -> Set<String> {
        Set(vocabulary.tokens(of: text).filter { vocabulary.classes[Int($0)] == .noun }.map { vocabulary.spellings[Int($0)] })
    }

    private func isUnknown(_ token: Int32) -> Bool { vocabulary.classes[Int(token)] == .unknown }

    @Test(arguments: RewriteStrategy.builtIn)
    func goodOnesAreShortPromptsInTheWordsThePolicyKnows(strategy: RewriteStrategy) async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        let known = try Fixture.quickstartPrompts().filter { !vocabulary.tokens(of: $0.prompt).contains(where: isUnknown) }
        #expect(known.count > 200)
        for (number, prompt) in known.enumerated() {
            for sample in try await rewriter.sample(request(strategy, prompt.prompt, count: 2, seed: Int64(number) * 10)) {
                let tokens = vocabulary.tokens(of: sample.text)
                #expect(!tokens.contains(where: isUnknown), "\(sample.text)")
                #expect(vocabulary.text(of: tokens) == sample.text)
                #expect((3...30).contains(tokens.count), "\(sample.text)")
                #expect(sample.text.last == "." || sample.text.last == "?")
                #expect(sample.text != prompt.prompt)
                #expect(sample.tokens == tokens + [PlaygroundVocabulary.endOfSequence])
                #expect(sample.finishReason == .stop)
            }
        }
    }

    @Test(arguments: [RewriteStrategy.deepen, .constrain, .concretize, .reason])
    func theyAreAboutTheParentsThings(strategy: RewriteStrategy) async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        for sample in try await rewriter.sample(request(strategy, "Tell me a story about a horse.", count: 40)) {
            #expect(nouns(sample.text).contains("horse"))
        }
        let plural = try await rewriter.sample(request(strategy, "Why do birds sing near rivers?", count: 40))
        #expect(plural.allSatisfy { !nouns($0.text).isDisjoint(with: ["bird", "birds", "river", "rivers", "the rivers"]) })
    }

    @Test func breadthChangesTheTopicAndKeepsItsKind() async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        let kin: Set<String> = ["dog", "cat", "bird", "fish", "cow", "bee", "animal"]
        for sample in try await rewriter.sample(request(.breadth, "Describe a horse.", count: 60)) {
            #expect(!nouns(sample.text).isDisjoint(with: kin), "\(sample.text)")
        }
    }

    @Test func theFiveDirectionsDiffer() async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        var texts: [String] = []
        for strategy in RewriteStrategy.builtIn {
            texts += try await rewriter.sample(request(strategy, "Describe a horse.")).map(\.text)
        }
        #expect(Set(texts).count == 5)
        let constrained = try await rewriter.sample(request(.constrain, "What does a xylophonist do?")).map(\.text)
        #expect(constrained.allSatisfy { $0.hasPrefix("What does a xylophonist do? ") })
    }

    /// The longest lineage is no longer than one rewrite.
    @Test func rewritesOfRewritesDoNotGrow() async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        for strategy in RewriteStrategy.builtIn {
            var text = "What makes a dog happy?"
            for round in 0..<30 {
                text = try #require(try await rewriter.sample(request(strategy, text, seed: Int64(round))).first).text
                #expect(vocabulary.tokens(of: text).count <= 30, "\(text)")
            }
        }
    }

    /// The policy answers the children about as well as the seeds: same words, same reward.
    @Test func thePolicyIsRewardedForThemAsForTheSeeds() async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        let reward = try PlaygroundReward()
        let seeds = try Fixture.quickstartPrompts().enumerated().filter { $0.offset % 9 == 0 }.map(\.element.prompt)
        var children: [String] = []
        for (number, seed) in seeds.enumerated() {
            let strategy = RewriteStrategy.builtIn[number % 5]
            children += try await rewriter.sample(request(strategy, seed)).map(\.text)
        }
        func moments(_ prompts: [String]) async throws -> (mean: Double, spread: Double) {
            var scores: [Double] = []
            for (number, prompt) in prompts.enumerated() {
                let sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 32)
                let answers = try await Fixture.policy.sample(
                    Fixture.request(prompt, count: 4, seed: Int64(number) * 10, sampling: sampling)
                )
                scores += try await reward.score(prompt: Fixture.ask(prompt), responses: answers.map(\.text))
            }
            let mean = scores.reduce(0, +) / Double(scores.count)
            let variance = scores.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(scores.count)
            return (mean, variance.squareRoot())
        }
        let ofSeeds = try await moments(seeds)
        let ofChildren = try await moments(children)
        #expect(abs(ofSeeds.mean - ofChildren.mean) < 0.5)
        #expect(ofChildren.spread > 0.6 * ofSeeds.spread)
    }
}
