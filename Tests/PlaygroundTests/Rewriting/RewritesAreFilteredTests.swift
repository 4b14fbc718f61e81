import Evolution
import Inference
import Playground
import Testing

/// What the rewriter does wrong on purpose is what the filters are for.
@Suite struct RewritesAreFilteredTests {
    private func outcomes(_ rewriter: PlaygroundRewriter, maxTokens: Int = 40) async throws -> [RewriteOutcome] {
        let filters = try RewriteFilters(nearDuplicate: 0.7)
        var known = DuplicateIndex(for: filters)
        var rewrites: [Rewrite] = []
        for (number, prompt) in try Fixture.quickstartPrompts().enumerated() {
            known.insert(prompt.prompt)
            for strategy in RewriteStrategy.builtIn {
                let request = SampleRequest(
                    messages: Fixture.ask(strategy.render(parent: prompt.prompt)),
                    promptTokens: nil,
                    count: 1,
                    seed: Int64(number),
                    sampling: SamplingParameters(maxTokens: maxTokens)
                )
                let sample = try #require(try await rewriter.sample(request).first)
                let isCut = sample.finishReason == .length
                rewrites.append(
                    Rewrite(
                        parent: Int64(number),
                        parentText: prompt.prompt,
                        strategy: strategy.name,
                        answer: sample.text,
                        isTruncated: isCut
                    )
                )
            }
        }
        var resolver = RewriteResolver(filters: filters, known: known)
        return resolver.resolve(rewrites)
    }

    @Test func everyBadOneIsCaught() async throws {
        let funnel = RewriteFunnel(try await outcomes(PlaygroundRewriter(badShare: 1)))
        #expect(funnel.rewrites == 273 * 5)
        #expect(funnel.prompts <= 30)
        for reason in [RewriteReason.refusal, .metaText, .unchanged, .truncated, .nearDuplicate] {
            #expect((200...360).contains(funnel.dropped[reason, default: 0]), "\(reason)")
        }
        let uncut = RewriteFunnel(try await outcomes(PlaygroundRewriter(badShare: 1), maxTokens: 2000))
        #expect(uncut.dropped[.truncated] == nil)
        #expect((200...360).contains(uncut.dropped[.lengthRatio, default: 0]))
    }

    @Test func aTenthIsBadAndAllReasonsOccur() async throws {
        let outcomes = try await outcomes(PlaygroundRewriter())
        let funnel = RewriteFunnel(outcomes)
        let bad = [RewriteReason.refusal, .metaText, .unchanged, .truncated].map { funnel.dropped[$0, default: 0] }
        #expect(bad.allSatisfy { (10...60).contains($0) })
        #expect(funnel.prompts > 900)
        for case .prompt(let text) in outcomes {
            #expect(text.last == "." || text.last == "?" || text.last == "!")
            #expect(!text.contains("<") && !text.contains("\"") && !text.contains("`") && !text.contains(":"))
        }
    }

    @Test func wrappedOnesAreTheSamePromptsWithoutTheirWrapping() async throws {
        let plain = try await outcomes(PlaygroundRewriter(badShare: 0, wrappedShare: 0))
        let wrapped = try await outcomes(PlaygroundRewriter(badShare: 0, wrappedShare: 1))
        #expect(plain == wrapped)
    }
}
