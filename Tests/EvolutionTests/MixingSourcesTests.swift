import Evolution
import Testing

@Suite struct MixingSourcesTests {
    private func counts(_ shares: (Double, Double, Double), _ total: Int, _ available: (Int, Int, Int) = (1000, 1000, 1000)) throws -> [Int]
    {
        let mix = try BufferMix(evolved: shares.0, previous: shares.1, fresh: shares.2)
        let counts = mix.counts(total: total, available: BufferCounts(evolved: available.0, previous: available.1, fresh: available.2))
        return [counts.evolved, counts.previous, counts.fresh]
    }

    @Test func largestRemaindersGetWhatIsLeft() throws {
        #expect(try counts((0.8, 0.2, 0), 100) == [80, 20, 0])
        #expect(try counts((0.5, 0.3, 0.2), 7) == [4, 2, 1])
        #expect(try counts((0.29, 0.71, 0), 100) == [29, 71, 0])
        #expect(try counts((0.25, 0.25, 0.5), 5) == [1, 1, 3])
        #expect(try counts((0.25, 0.25, 0.5), 2) == [1, 0, 1])
        #expect(try counts((0, 0, 1), 3) == [0, 0, 3])
        #expect(try counts((0.8, 0.2, 0), 0) == [0, 0, 0])
        #expect(try counts((0.8, 0.2, 0), -1) == [0, 0, 0])
    }

    @Test func whatOneLacksTheOthersGiveByTheirShares() throws {
        #expect(try counts((0.6, 0.1, 0.3), 10, (2, 50, 50)) == [2, 1, 7])
        #expect(try counts((0.6, 0.1, 0.3), 10, (2, 50, 5)) == [2, 3, 5])
        #expect(try counts((0.8, 0.2, 0), 10, (0, 0, 50)) == [0, 0, 10])
        #expect(try counts((0.4, 0.4, 0.2), 10, (20, 20, 0)) == [6, 4, 0])
        #expect(try counts((0.4, 0.4, 0.2), 10, (1, 2, 3)) == [1, 2, 3])
    }

    @Test func totalsAlwaysAddUp() throws {
        var numbers = Numbers(9)
        for _ in 0..<5000 {
            let parts = (0..<3).map { _ in Int.random(in: 0...4, using: &numbers) }
            let sum = parts.reduce(0, +)
            guard sum > 0 else { continue }
            let shares = parts.map { Double($0) / Double(sum) }
            let stock = (0..<3).map { _ in Int.random(in: 0...30, using: &numbers) }
            let total = Int.random(in: 0...60, using: &numbers)
            let taken = try counts((shares[0], shares[1], shares[2]), total, (stock[0], stock[1], stock[2]))
            #expect(taken.reduce(0, +) == min(total, stock.reduce(0, +)))
            for source in 0..<3 {
                #expect(taken[source] >= 0 && taken[source] <= stock[source])
                let quota = shares[source] * Double(total)
                #expect(Double(taken[source]) > quota - 1 - 1e-9 || taken[source] == stock[source])
                if (0..<3).allSatisfy({ stock[$0] >= Int(shares[$0] * Double(total)) + 1 }) {
                    #expect(Double(taken[source]) < quota + 1 + 1e-9)
                }
            }
        }
    }

    @Test func sharesAreNotNegativeAndAddUpToOne() {
        func message(_ shares: (Double, Double, Double)) -> String? {
            do {
                _ = try BufferMix(evolved: shares.0, previous: shares.1, fresh: shares.2)
                return nil
            } catch { return "\(error)" }
        }
        #expect(message((0.1, 0.2, 0.7)) == nil)
        #expect(message((1.0 / 3, 1.0 / 3, 1.0 / 3)) == nil)
        #expect(message((0.5, 0.2, 0.1))?.contains("must add up to 1") == true)
        #expect(message((1.5, -0.5, 0)) == "the share previous is -0.5: it must be a finite number of at least 0")
        #expect(message((.nan, 0.5, 0.5))?.hasPrefix("the share evolved is nan") == true)
    }
}
