import Selection
import Testing

@Suite struct KeepTests {
    @Test(arguments: [
        ("0.4", Keep.ratio(0.4)), ("1.0", .ratio(1)), (".5", .ratio(0.5)), ("1e-05", .ratio(0.00001)), ("500", .count(500)),
        ("1", .count(1)),
        ("score>0.3", .threshold(0.3, inclusive: false)), ("score >= -2", .threshold(-2, inclusive: true)),
    ])
    func readsTheCommandLineForm(text: String, keep: Keep) throws {
        #expect(try Keep.parse(text) == keep)
        #expect(try Keep.parse(keep.description) == keep)
    }

    @Test(arguments: [
        "", "0", "0.0", "1.5", "40%", "0.4x", "-3", "best", "score", "score<0.3", "score>0.3>0", "score>--1", "score>dr", "1e999",
    ])
    func refusesAnythingElse(text: String) throws {
        let error = try #require(throws: ExpressionError.self) { try Keep.parse(text) }
        #expect(error.position <= max(0, text.count - 1))
    }

    @Test func saysWhatIsWrong() throws {
        let error = try #require(throws: ExpressionError.self) { try Keep.parse("40%") }
        #expect(error.rendered == "`%` means nothing here: write a share as a number, 0.4 for 40 percent\n  40%\n    ^")
        let ratio = try #require(throws: ExpressionError.self) { try Keep.parse("5.0") }
        #expect(ratio.message == "keep has the ratio 5.0: it must be above 0 and at most 1 (write a count without a point)")
    }

    /// The expected numbers are Python's math.floor(ratio * n).
    @Test(arguments: [(0.4, 39, 15), (0.29, 100, 28), (0.1, 30, 3), (0.7, 10, 7), (0.57, 100, 56), (1.0, 7, 7), (0.4, 2, 0), (0.3, 0, 0)])
    func ratioKeepsTheFloorOfADoubleProduct(ratio: Double, pairs: Int, kept: Int) {
        #expect((0..<pairs).count { Keep.ratio(ratio).keeps(rank: $0, score: 0, of: pairs) } == kept)
    }

    @Test func countKeepsAtMostWhatThereIs() {
        #expect((0..<10).count { Keep.count(3).keeps(rank: $0, score: 0, of: 10) } == 3)
        #expect((0..<2).count { Keep.count(3).keeps(rank: $0, score: 0, of: 2) } == 2)
    }

    @Test func thresholdLooksAtTheScoreAlone() {
        #expect(Keep.threshold(1, inclusive: true).keeps(rank: 9, score: 1, of: 10))
        #expect(!Keep.threshold(1, inclusive: false).keeps(rank: 0, score: 1, of: 10))
        #expect(Keep.threshold(1, inclusive: false).keeps(rank: 0, score: 1.5, of: 10))
    }
}
