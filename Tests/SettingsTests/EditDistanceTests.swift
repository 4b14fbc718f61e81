import Testing

@testable import Settings

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("samples", "smaples", 1), ("ab", "ba", 1),
        ("flaw", "lawn", 2),
    ])
    func `distances are those of optimal string alignment`(a: String, b: String, distance: Int) {
        #expect(EditDistance.between(Array(a.utf8), Array(b.utf8)) == distance)
        #expect(EditDistance.between(Array(b.utf8), Array(a.utf8)) == distance)
    }

    @Test func `nothing is suggested for what is like nothing`() {
        #expect(EditDistance.nearest(to: "zebra", among: ["policy", "seed"]) == nil)
        #expect(EditDistance.nearest(to: "Seed", among: ["policy", "seed"]) == "seed")
    }
}
