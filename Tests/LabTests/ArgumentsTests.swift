import Selection
import Testing

@testable import Lab

@Suite struct ArgumentsTests {
    @Test func metricsArePresetsAndExpressionsSplitAtTheirOwnCommas() throws {
        let metrics = try LabMetric.parse(list: "map, z(dr, prompt) - z(abs(dh)),random")
        #expect(metrics.map(\.name) == ["map", "z(dr, prompt) - z(abs(dh))", "random"])
    }

    @Test(arguments: [("map,", "--metrics: "), ("mapp", "mapp"), ("map,map", "one metric twice")])
    func wrongMetricsAreRefused(_ list: String, _ sentence: String) {
        #expect { try LabMetric.parse(list: list) } throws: { "\($0)".contains(sentence) }
    }

    @Test func wrongSettingsAreRefusedWithTheOption() throws {
        let wrong: [((inout LabSettings) -> Void, String)] = [
            ({ $0.noises = [0.5] }, "--noise is 0.5"), ({ $0.noises = [.nan] }, "--noise is nan"), ({ $0.noises = [0, 0] }, "twice"),
            ({ $0.seeds = 0 }, "--seeds is 0"), ({ $0.rounds = 0 }, "--rounds is 0"), ({ $0.samples = 1 }, "--samples is 1"),
            ({ $0.heldOutPrompts = 0 }, "--held-out is 0"), ({ $0.prompts = 9999 }, "9999 prompts a round"),
            ({ $0.keep = .ratio(2) }, "--keep"),
        ]
        for (change, sentence) in wrong {
            var settings = LabSettings(metrics: try LabMetric.parse(list: "map"), noises: [0])
            change(&settings)
            #expect { try LabExperiment(settings, prompts: LabPool.prompts) } throws: { "\($0)".contains(sentence) }
        }
    }

    @Test func theBuiltInPromptsAreManyAndNoneStandsTwice() {
        #expect(LabPool.prompts.count >= 400)
        #expect(Set(LabPool.prompts.map(\.hash)).count == LabPool.prompts.count)
        #expect(LabPool.prompts[0].messages.map(\.content) == ["What is a air?"])
    }
}
