import Evolution
import Testing

@Suite struct ResolvingRewritesTests {
    private let parent = "Describe the old bridge in the morning."

    private func rewrite(_ answer: String?, truncated: Bool = false, strategy: String = "deepen") -> Rewrite {
        Rewrite(parent: 7, parentText: parent, strategy: strategy, answer: answer, isTruncated: truncated)
    }

    private func resolver(nearDuplicate: Double? = nil, knowing texts: [String] = []) throws -> RewriteResolver {
        let filters = try RewriteFilters(nearDuplicate: nearDuplicate)
        var known = DuplicateIndex(for: filters)
        for text in [parent] + texts { known.insert(text) }
        return RewriteResolver(filters: filters, known: known)
    }

    @Test func outcomesStandInTheOrderOfTheRewrites() throws {
        var resolver = try resolver(nearDuplicate: 0.8, knowing: ["Describe a boat in the rain."])
        let outcomes = resolver.resolve([
            rewrite("\"Why is the old bridge important?\"\n"), rewrite(nil), rewrite("Describe", truncated: true), rewrite(" "),
            rewrite(parent),
            rewrite("I cannot assist with that."), rewrite("Describe a boat in the RAIN."), rewrite("Why is the old bridge important?"),
            rewrite("Why is the old bridge important."), rewrite(String(repeating: "Why? ", count: 100)),
            rewrite("What does the old bridge need?"),
        ])
        #expect(
            outcomes == [
                .prompt("Why is the old bridge important?"), .dropped(.unanswered), .dropped(.truncated), .dropped(.empty),
                .dropped(.unchanged),
                .dropped(.refusal), .dropped(.duplicate), .dropped(.duplicate), .dropped(.nearDuplicate), .dropped(.lengthRatio),
                .prompt("What does the old bridge need?"),
            ]
        )
        #expect(resolver.funnel == RewriteFunnel(outcomes))
        #expect(resolver.funnel.prompts == 2)
        #expect(resolver.funnel.dropped[.duplicate] == 2)
        #expect(resolver.known.count == 4)
    }

    @Test func withoutAThresholdOnlyEqualTextsAreDuplicates() throws {
        var resolver = try resolver()
        let outcomes = resolver.resolve([
            rewrite("Why is the old bridge here?"), rewrite("Why is the old bridge here."), rewrite("why is THE old bridge here?"),
        ])
        #expect(outcomes == [.prompt("Why is the old bridge here?"), .prompt("Why is the old bridge here."), .dropped(.duplicate)])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func countsAddUpAndPagesMakeNoDifference(seed: UInt64) throws {
        var numbers = Numbers(seed)
        let rewrites = Texts.families(120, seed: seed).map { text -> Rewrite in
            switch Int.random(in: 0..<10, using: &numbers) {
            case 0: return rewrite(nil)
            case 1: return rewrite(text, truncated: true)
            case 2: return rewrite("Sure! Here:\n" + text)
            case 3: return rewrite("<think>" + text)
            default: return rewrite(text)
            }
        }
        var whole = try resolver(nearDuplicate: 0.7)
        let outcomes = whole.resolve(rewrites)
        #expect(outcomes.count == rewrites.count)
        #expect(whole.funnel.rewrites == rewrites.count)
        #expect(whole.funnel.prompts + whole.funnel.dropped.values.reduce(0, +) == rewrites.count)
        #expect(whole.known.count == 1 + whole.funnel.prompts)

        var paged = try resolver(nearDuplicate: 0.7)
        var start = 0
        var pages: [RewriteOutcome] = []
        while start < rewrites.count {
            let end = min(rewrites.count, start + Int.random(in: 1...40, using: &numbers))
            pages += paged.resolve(Array(rewrites[start..<end]))
            start = end
        }
        #expect(pages == outcomes)
        #expect(paged.funnel == whole.funnel)
    }
}
