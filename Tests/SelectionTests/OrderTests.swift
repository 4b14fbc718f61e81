import Testing

@testable import Selection

@Suite struct OrderTests {
    private func numbers(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
        // Few values and many, both signs, both zeros, sizes from tiny to huge.
        (0..<count).map { _ in
            switch Int.random(in: 0...4, using: &generator) {
            case 0: Double(Int.random(in: -2...2, using: &generator))
            case 1: -0.0
            case 2: Double.random(in: -1...1, using: &generator) * 1e300
            case 3: Double.random(in: -1...1, using: &generator) * 1e-300
            default: Double.random(in: -1...1, using: &generator)
            }
        }
    }

    @Test func everyPlaceHasTheValueThatSortingPutsThere() {
        var generator = SeededGenerator(seed: 21)
        for count in [1, 2, 3, 4, 7, 50, 333] {
            let values = numbers(count, &generator)
            let statistics = OrderStatistics(values)
            let sorted = values.sorted()
            #expect(sorted.indices.allSatisfy { statistics.value(at: $0) == sorted[$0] })
        }
    }

    @Test func sortedAndEqualValuesAreFoundToo() {
        let ascending = (0..<10_000).map(Double.init)
        #expect(OrderStatistics(ascending).value(at: 9_000) == 9_000)
        #expect(OrderStatistics(Array(ascending.reversed())).value(at: 17) == 17)
        #expect(OrderStatistics([Double](repeating: 3, count: 10_000)).value(at: 5_000) == 3)
    }

    @Test func quantilesLieBetweenValues() {
        let statistics = OrderStatistics([4, .nan, 1, 3, 2])
        #expect([0, 0.25, 0.5, 0.9, 1].map { statistics.quantile($0) } == [1, 1.75, 2.5, 1 + 0.9 * 3, 4])
        #expect(OrderStatistics([2, 2, 2, 5]).quantile(0.5) == 2)
        #expect(OrderStatistics([7]).quantile(0.3) == 7)
        #expect(OrderStatistics([.nan]).quantile(0.5).isNaN)
    }

    @Test func descendingOrderIsThatOfAStableSort() {
        var generator = SeededGenerator(seed: 22)
        for count in [0, 1, 2, 5, 100, 3000] {
            let values = numbers(count, &generator)
            let expected = values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
            #expect(DescendingOrder.indices(of: values).map(Int.init) == expected)
        }
    }
}
