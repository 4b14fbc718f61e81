import Foundation
import Scheduling
import Testing

@testable import Orchestrator

@Suite("A run is predicted from a small sample")
struct RunForecastTests {
    private let sample = StageSample(
        calls: 4,
        facts: 20,
        spending: Spending(requests: 4, promptTokens: 400, completionTokens: 2000),
        seconds: 3,
        inFlight: 4
    )

    private func stage(_ facts: Int, inFlight: Int = 4, price: Price = Price(), model: String = "m") -> StageForecast {
        StageForecast(name: "sample", model: model, facts: facts, sample: sample, inFlight: inFlight, price: price)
    }

    @Test("requests, tokens and cost grow with the facts")
    func scaling() {
        let forecast = stage(1000, price: Price(input: 2e-6, output: 1e-5, request: 0.001))
        #expect(forecast.spending == Spending(requests: 200, promptTokens: 20_000, completionTokens: 100_000))
        #expect(abs(forecast.cost - (20_000 * 2e-6 + 100_000 * 1e-5 + 200 * 0.001)) < 1e-9)
        #expect(forecast.seconds == 150)
    }

    @Test("more requests in flight take less time")
    func concurrency() {
        #expect(stage(1000, inFlight: 40).seconds == 15)
        #expect(stage(1000, inFlight: 1).seconds == 150, "never fewer than in the sample")
    }

    @Test("a stage that has nothing to do takes nothing")
    func nothing() {
        let forecast = stage(0)
        #expect(forecast.spending.isNothing && forecast.seconds == 0 && forecast.cost == 0)
    }

    @Test("stages of one model follow one another, others run side by side")
    func time() {
        let forecast = RunForecast(
            prompts: 4,
            stages: [stage(1000), stage(500), stage(1200, model: "rm")],
            ledgerBytes: 1_000_000,
            hasPrices: false
        )
        #expect(forecast.seconds == 225)
    }

    @Test("programs read the sums")
    func json() throws {
        let forecast = RunForecast(prompts: 4, stages: [stage(1000), stage(500)], ledgerBytes: 5_000_000, hasPrices: true)
        let plan = try #require(try Self.written(forecast))
        #expect(plan["requests"] as? Int == 300 && plan["tokens"] as? Int == 180_000 && plan["cost"] as? Double == 0)
        #expect((plan["stages"] as? [[String: Any]])?.count == 2)
        #expect(forecast.text.contains("in all: 300 requests, 180000 tokens, about 4 min of answering"))
        #expect(forecast.text.contains("5 MB of ledger"))
    }

    private static func written(_ forecast: RunForecast) throws -> [String: Any]? {
        let bytes = try forecast.jsonBytes()
        return try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    }
}
