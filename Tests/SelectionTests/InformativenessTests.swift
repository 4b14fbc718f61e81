import Selection
import Testing

@Suite struct InformativenessTests {
    @Test func measuresOfOnePrompt() {
        let rewards = [1.0, 4, 3, 0]
        #expect(Informativeness.minimum.value(rewards: rewards, score: nil) == 4)
        #expect(Informativeness.average.value(rewards: rewards, score: nil) == 2)
        #expect(Informativeness.secondBest.value(rewards: rewards, score: nil) == 1)
        #expect(Informativeness.variance.value(rewards: rewards, score: nil) == 2.5)
        #expect(Informativeness.mean.value(rewards: rewards, score: nil) == 2)
        #expect(Informativeness.alignmentPotential.value(rewards: rewards, score: -0.5) == -0.5)
    }

    @Test func oneResponseHasNoMargin() {
        for measure in [Informativeness.minimum, .average, .secondBest, .variance] {
            #expect(measure.value(rewards: [2], score: nil) == 0)
        }
        #expect(Informativeness.mean.value(rewards: [2], score: nil) == 2)
    }

    @Test func nothingIsKnownWithoutResponsesOrPair() {
        for measure in Informativeness.allCases {
            #expect(measure.value(rewards: [], score: nil) == nil)
        }
        #expect(Informativeness.alignmentPotential.value(rewards: [1, 2], score: nil) == nil)
    }

    @Test func namesAreThoseOfTheConfiguration() {
        #expect(Informativeness.allCases.map(\.rawValue) == ["a_min", "a_avg", "a_dts", "variance", "mean", "m_ap"])
    }
}
