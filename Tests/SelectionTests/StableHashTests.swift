import Selection
import Testing

/// The numbers come from selection.py; a change here is a change of every run there ever was.
@Suite struct StableHashTests {
    @Test func textsHashToFrozenValues() throws {
        let vectors = try SelectionFixture.load().hashes.texts
        #expect(vectors.count == 7)
        for vector in vectors {
            #expect(String(StableHash(purpose: vector.text).value) == vector.value)
        }
    }

    @Test func wordsHashToFrozenValues() throws {
        let vectors = try SelectionFixture.load().hashes.words
        #expect(vectors.count == 8)
        for vector in vectors {
            var hash = StableHash(purpose: "words")
            hash.combine(vector.word)
            #expect(String(hash.value) == vector.value)
            #expect(hash.unit == vector.unit)
            #expect(hash.openUnit == vector.openUnit)
        }
    }

    @Test func valuesWrittenDownHereStayEvenIfTheScriptChanges() {
        #expect(StableHash(purpose: "").value == 0xA706_DD2F_4D19_7E6F)
        #expect(StableHash(purpose: "sample").value == 0xD0C2_3C12_1C77_EFA4)
        #expect(SampleSeed.base(runSeed: 20_250_301, round: 1, phase: "base", promptHash: 1) == 281_333_281)
    }

    @Test func orderMatters() {
        var oneTwo = StableHash(purpose: "order")
        oneTwo.combine(1)
        oneTwo.combine(2)
        var twoOne = StableHash(purpose: "order")
        twoOne.combine(2)
        twoOne.combine(1)
        #expect(oneTwo != twoOne)
    }

    @Test func textsDoNotRunIntoEachOther() {
        var left = StableHash(purpose: "ab")
        left.combine("c")
        var right = StableHash(purpose: "a")
        right.combine("bc")
        #expect(left != right)
    }
}
