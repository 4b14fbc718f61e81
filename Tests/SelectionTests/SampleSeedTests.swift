import Selection
import Testing

@Suite struct SampleSeedTests {
    @Test func basesAreFrozen() throws {
        let vectors = try SelectionFixture.load().sampleSeeds
        #expect(vectors.count == 6)
        for vector in vectors {
            let hash = try #require(UInt64(vector.promptHash))
            let base = SampleSeed.base(runSeed: vector.runSeed, round: vector.round, phase: vector.phase, promptHash: hash)
            #expect(base == vector.base)
        }
    }

    @Test func everySampleSeedIsAPositiveInt32() {
        for prompt in 0..<2000 {
            let base = SampleSeed.base(runSeed: 1, round: 1, phase: "base", promptHash: UInt64(prompt))
            #expect(base >= 0 && base + 4095 < Int64(Int32.max))
        }
    }

    @Test func everyPartMatters() {
        let bases = [
            SampleSeed.base(runSeed: 1, round: 1, phase: "base", promptHash: 1),
            SampleSeed.base(runSeed: 2, round: 1, phase: "base", promptHash: 1),
            SampleSeed.base(runSeed: 1, round: 2, phase: "base", promptHash: 1),
            SampleSeed.base(runSeed: 1, round: 1, phase: "evolved", promptHash: 1),
            SampleSeed.base(runSeed: 1, round: 1, phase: "base", promptHash: 2),
        ]
        #expect(Set(bases).count == bases.count)
    }
}
