import Testing

@testable import Lab

@Suite struct StudentTTests {
    /// From printed tables of the distribution.
    @Test(arguments: [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (19, 2.093), (20, 2.086), (100, 1.984)])
    func quantilesAreThoseOfTheTables(_ degrees: Int, _ quantile: Double) {
        #expect(abs(StudentT.quantile975(degrees) - quantile) < 5e-4)
    }

    @Test func anIntervalIsMeanAndHalfWidth() throws {
        let interval = try #require(Interval([1, 2, 3, 4]))
        #expect(interval.mean == 2.5 && interval.count == 4)
        // 3.182446 · sqrt((5 / 3) / 4)
        #expect(abs(try #require(interval.halfWidth) - 2.054260) < 1e-5)
        #expect(Interval([7])?.halfWidth == nil)
        #expect(Interval([]) == nil)
    }
}
