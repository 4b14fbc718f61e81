import Evolution
import Testing

@Suite struct FilteringRewritesTests {
    private let parent = "What makes a dog happy in winter?"

    private func reason(
        _ child: String,
        parent: String? = nil,
        tokens: Int? = nil,
        wasTruncated: Bool = false,
        _ filters: RewriteFilters? = nil
    ) throws
        -> RewriteReason?
    {
        try (filters ?? RewriteFilters()).check(parent: parent ?? self.parent, child: child, tokens: tokens, wasTruncated: wasTruncated)
    }

    @Test func aGoodRewritePasses() throws {
        #expect(try reason("What makes a cat happy in winter, and why?") == nil)
    }

    @Test func firstReasonThatHoldsIsTold() throws {
        #expect(try reason("", wasTruncated: true) == .truncated)
        #expect(try reason("What makes a cat", wasTruncated: true) == .truncated)
        #expect(try reason("") == .empty)
        #expect(try reason(" \n\t") == .empty)
        #expect(try reason("what makes  A DOG happy in winter?\n") == .unchanged)
        #expect(try reason("I'm sorry, but I can't help with that.", parent: "?") == .refusal)
    }

    @Test func charactersOfChildOverParentLieWithinTheRatio() throws {
        let ten = "abcdefghij"
        func check(_ count: Int, _ ratio: Double?) throws -> RewriteReason? {
            try reason(String(repeating: "x", count: count), parent: ten, RewriteFilters(lengthRatio: ratio))
        }
        #expect(try check(1, 5) == .lengthRatio)
        #expect(try check(2, 5) == nil)
        #expect(try check(50, 5) == nil)
        #expect(try check(51, 5) == .lengthRatio)
        #expect(try check(15, 1.5) == nil)
        #expect(try check(16, 1.5) == .lengthRatio)
        #expect(try check(9, 1) == .lengthRatio)
        #expect(try check(900, nil) == nil)
    }

    /// The paper's scripts use Python's `len`, which counts code points.
    @Test func charactersAreUnicodeScalars() throws {
        let filters = try RewriteFilters(lengthRatio: 2)
        #expect(try reason(String(repeating: "犬", count: 20), parent: "0123456789", filters) == nil)
        #expect(try reason(String(repeating: "👨‍👩‍👧", count: 5), parent: "0123456789", filters) == .lengthRatio)
    }

    @Test func tokensCountWhereTheyAreKnown() throws {
        let filters = try RewriteFilters(maxTokens: 20)
        #expect(try reason("What makes a cat happy?", tokens: 20, filters) == nil)
        #expect(try reason("What makes a cat happy?", tokens: 21, filters) == .tooLong)
        #expect(try reason("What makes a cat happy?", tokens: nil, filters) == nil)
        #expect(try reason("What makes a cat happy?", tokens: 9999) == nil)
    }

    @Test func scriptsMayDriftAsFarAsTheThreshold() throws {
        let filters = try RewriteFilters(scriptDrift: 0.5)
        #expect(try reason("Was macht eine Katze im Winter glücklich?", filters) == nil)
        #expect(try reason("Что делает собаку счастливой зимой?", filters) == .scriptDrift)
        #expect(try reason("冬天什么让狗快乐?", filters) == .scriptDrift)
        #expect(try reason("Что делает собаку счастливой зимой?") == nil)
        // Four letters of each script: exactly at a distance of one half.
        #expect(try reason("abcd абвг", parent: "abcd", filters) == nil)
        #expect(try reason("abcd абвгд", parent: "abcd", filters) == .scriptDrift)
        #expect(try reason("1 + 1 = ?", filters) == nil)
    }

    @Test func impossibleSettingsAreRefused() {
        #expect(throws: EvolutionError.lengthRatio(0.5)) { try RewriteFilters(lengthRatio: 0.5) }
        #expect(throws: EvolutionError.self) { try RewriteFilters(lengthRatio: .nan) }
        #expect(throws: EvolutionError.self) { try RewriteFilters(lengthRatio: .infinity) }
        #expect(throws: EvolutionError.maxTokens(0)) { try RewriteFilters(maxTokens: 0) }
        #expect(throws: EvolutionError.threshold("near_duplicate", 0)) { try RewriteFilters(nearDuplicate: 0) }
        #expect(throws: EvolutionError.threshold("script_drift", 2)) { try RewriteFilters(scriptDrift: 2) }
        #expect(throws: EvolutionError.shingleSize(-1)) { try RewriteFilters(shingle: .characters(-1)) }
    }

    @Test func recordedNamesAreFixed() {
        #expect(
            RewriteReason.allCases.map(\.rawValue) == [
                "unanswered", "truncated", "empty", "unchanged", "refusal", "meta_text", "length_ratio", "too_long", "script_drift",
                "duplicate",
                "near_duplicate",
            ]
        )
    }
}
