import Inference
import TestSupport
import Testing
import Transport

@Suite struct RetryAfterTests {
    private func wait(_ headers: [(name: String, value: String)], status: Int = 429) async throws -> Double? {
        let transport = FakeTransport(.status(status, "{}", headers))
        return try await failure { try await VLLMPolicy(client: try client(transport), model: "m").promptTokens(of: question) }.retryAfter
    }

    @Test(arguments: [("7", 7.0), ("0.25", 0.25), (" 3 ", 3), ("0", 0)])
    func secondsAreRead(text: String, seconds: Double) async throws {
        #expect(try await wait([("Retry-After", text)]) == seconds)
        #expect(try await wait([("retry-after", text)], status: 503) == seconds)
    }

    @Test func millisecondsComeFirst() async throws {
        #expect(try await wait([("retry-after", "9"), ("retry-after-ms", "1500.5")]) == 1.5005)
    }

    // 1,000,000,000 seconds after 1970 is Sunday, 9 September 2001, 01:46:40.
    @Test(arguments: ["Sun, 09 Sep 2001 01:46:40 GMT", "Sunday, 09-Sep-01 01:46:40 GMT", "Sun Sep  9 01:46:40 2001"])
    func datesAreMeasuredAgainstTheServersClock(date: String) async throws {
        #expect(try await wait([("Retry-After", date), ("Date", "Sun, 09 Sep 2001 01:46:10 GMT")]) == 30)
    }

    @Test func aDateInThePastMeansNow() async throws {
        #expect(try await wait([("Retry-After", "Sun, 09 Sep 2001 01:46:40 GMT")]) == 0)
    }

    @Test func aFarDateIsMeasuredAgainstOurClockWhereTheServerTellsNone() async throws {
        let seconds = try #require(try await wait([("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT")]))
        #expect(seconds > 365 * 86_400)
    }

    @Test(arguments: ["soon", "-1", "nan", "inf", "Sun, 09 Foo 2001 01:46:40 GMT", ""])
    func nonsenseIsLeftOut(text: String) async throws {
        #expect(try await wait([("Retry-After", text)]) == nil)
    }
}
