import Scheduling
import Testing

@testable import Orchestrator

/// Of four servers one is sick, in every way there is: the three healthy ones lose less than 3 % of what they do alone.
@Suite struct OneSickServerCostsLittle {
    private static func settings(_ servers: [BenchServer]) -> BenchSettings {
        var settings = BenchSettings(seed: 7, servers: servers, requests: 12_000)
        settings.timeout = 120
        return settings
    }

    private static let healthy = Bench.run(settings((0..<3).map { _ in BenchServer(slots: 6) }))

    @Test(arguments: BenchServer.Sickness.allCases.filter { $0 != .none })
    func whateverIsWrongWithIt(_ sickness: BenchServer.Sickness) {
        let servers = [BenchServer(slots: 6), BenchServer(slots: 6, sickness: sickness), BenchServer(slots: 6), BenchServer(slots: 6)]
        let result = Bench.run(Self.settings(servers))
        print(
            "sick \(sickness): \(result.makespan / Self.healthy.makespan) of the time of three, \(result.summary), \(result.givenUp) given up"
        )
        for notice in result.notices.prefix(3) { print("    \(notice)") }
        #expect(result.end == .complete)
        #expect(result.recorded == 12_000, "nothing is given up for one server's sake")
        #expect(result.recordedTwice == 0)
        #expect(result.makespan <= Self.healthy.makespan / 0.97)
        #expect(sickness == .slow || !result.notices.isEmpty)
    }
}
