import Testing

@testable import Settings

@Suite struct TheScheduleTests {
    private let entries = """

        schedule:
          - {from_round: 2, set: {policy.sampling.temperature: 1.0, policy.sampling.top_p: 0.9}}
          - {from_round: 4, set: {policy.sampling.temperature: 1.2, policy.sampling.max_tokens: 64}}
        """

    @Test func `each round has what the entries up to it say`() throws {
        let configuration = try Samples.configuration(Samples.minimal + entries, overrides: ["policy.sampling.temperature=0.7"])
        let temperatures = try (1...5).map { try configuration.at(round: $0).policy.sampling.temperature }
        #expect(temperatures == [0.7, 1, 1, 1.2, 1.2])
        let last = try configuration.at(round: 5)
        #expect(last.policy.sampling.topP == 0.9)
        #expect(last.policy.sampling.maxTokens == 64)
        #expect(try configuration.at(round: 1) == configuration)
    }

    @Test func `nothing else changes from round to round`() throws {
        let configuration = try Samples.configuration(Samples.full)
        var round = try configuration.at(round: 3)
        #expect(round.policy.sampling.temperature == 1.2)
        #expect(round.policy.sampling.topP == 0.9)
        #expect(round.policy.sampling.maxTokens == 2048)
        round.policy.sampling = configuration.policy.sampling
        #expect(round == configuration)
    }

    @Test func `keys may be written whole or nested, and overrides reach them`() throws {
        let nested = "\nschedule: [{from_round: 2, set: {policy: {sampling: {temperature: 1}}}}]"
        let whole = "\nschedule: [{from_round: 2, set: {policy.sampling.temperature: 1}}]"
        let read = try Samples.configuration(Samples.minimal + whole)
        #expect(try Samples.configuration(Samples.minimal + nested) == read)
        #expect(
            try Samples.configuration(Samples.minimal, overrides: ["schedule=[{from_round: 2, set: {policy.sampling.temperature: 1}}]"])
                == read
        )
        let later = try Samples.configuration(
            Samples.minimal + nested,
            overrides: [
                "schedule.1.from_round=3", "schedule.1.set.policy.sampling.top_p=0.5", "schedule.0.set.policy.sampling.temperature=2",
            ]
        )
        #expect(try later.at(round: 3).policy.sampling.topP == 0.5)
        #expect(try later.at(round: 3).policy.sampling.temperature == 2)
    }

    @Test(arguments: [
        (
            "{from_round: 2, set: {policy.sampling.temprature: 1}}",
            "5:34: schedule.0.set can only change keys under policy.sampling, not `policy.sampling.temprature`; did you mean "
                + "`policy.sampling.temperature`?"
        ),
        (
            "{from_round: 2, set: {temperature: 1}}",
            "5:34: schedule.0.set can only change keys under policy.sampling, not `temperature`; did you mean `policy.sampling.temperature`?"
        ),
        (
            "{from_round: 2, set: {policy.samples: 9}}",
            "5:34: schedule.0.set can only change keys under policy.sampling, not `policy.samples`"
        ),
        ("{from_round: 2, set: {seed: 9}}", "5:34: schedule.0.set can only change keys under policy.sampling, not `seed`"),
        (
            "{from_round: 2, set: {policy.sampling.top_p: 2}}",
            "5:57: schedule.0.set.policy.sampling.top_p must be a number above 0 and at most 1, not `2`"
        ),
        (
            "{from_round: 2, set: {policy.sampling.top_p: 1, policy: {sampling: {top_p: 1}}}}",
            "5:87: schedule.0.set changes policy.sampling.top_p twice: keep one"
        ),
        ("{from_round: 2, set: {}}", "5:33: schedule.0.set changes nothing: name a key"),
        (
            "{from_round: 2, set: 5}",
            "5:33: schedule.0.set must be a mapping of keys such as `policy.sampling.temperature` to values, not `5`"
        ),
        (
            "{from_round: 1, set: {policy.sampling.top_p: 1}}",
            "5:25: schedule.0.from_round must be a whole number from 2 to 1000000, not `1`"
        ),
        ("{from_round: 2}", "5:12: schedule.0.set is missing"),
    ])
    func `a wrong entry is named with its place and what was meant`(entry: String, expected: String) {
        let problems = Samples.problems(minimalAnd: "schedule: [\(entry)]")
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.hasPrefix("config.yaml:" + expected) == true, "\(problems)")
    }

    @Test func `entries stand in the order of their rounds`() {
        let set = "set: {policy.sampling.top_p: 1}"
        for second in [3, 4] {
            #expect(
                Samples.problems(
                    minimalAnd: "schedule: [{from_round: 4, \(set)}, {from_round: 3, \(set)}, {from_round: \(second), \(set)}]"
                )
                .first
                    == "config.yaml:5:63: schedule.1.from_round 3 does not come after 4, the entry's before it: order the entries by round"
            )
        }
    }

    @Test func `entries may come, change and go in a started run`() throws {
        let old = try Samples.configuration(Samples.minimal + entries)
        let new = try Samples.configuration(
            Samples.minimal + entries.replacing("from_round: 2", with: "from_round: 3"),
            overrides: ["schedule.1.set.policy.sampling={top_p: 1}"]
        )
        let changes = ConfigurationChange.compare(old, new)
        #expect(changes.map(\.path) == ["schedule[2]", "schedule[4].set", "schedule[3]"])
        #expect(changes.allSatisfy { $0.mutability == .additive && !$0.isRefused })
    }
}
