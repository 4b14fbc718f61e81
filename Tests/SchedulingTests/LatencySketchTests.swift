import Glibc
import Scheduling
import Testing

/// How long calls take, in a few numbers.
@Suite struct LatencySketchTests {
    @Test func quantilesAreWithinATwentiethOfTheTruth() {
        var sketch = LatencySketch()
        let values = (1...2000).map { 0.01 * pow(1.004, Double($0 * 7919 % 2000)) }
        for value in values { sketch.add(value) }
        let sorted = values.sorted()
        for share in [0.1, 0.5, 0.9, 0.95, 0.99] {
            let truth = sorted[Int(share * 2000) - 1]
            #expect(abs(sketch.quantile(share) / truth - 1) < 0.06)
        }
        #expect(abs(sketch.mean - values.reduce(0, +) / 2000) < 1e-9)
    }

    @Test func whatWasLongAgoIsForgotten() {
        var sketch = LatencySketch()
        for _ in 0..<10_000 { sketch.add(10) }
        for _ in 0..<20_000 { sketch.add(1) }
        #expect(sketch.quantile(0.95) < 1.1)
        #expect(sketch.count == 30_000)
    }

    @Test func nothingKnownAndNothingSensibleIsZero() {
        var sketch = LatencySketch()
        for value in [-1, Double.nan, .infinity] { sketch.add(value) }
        #expect(sketch.count == 0)
        #expect(sketch.quantile(0.95) == 0 && sketch.mean == 0)
        sketch.add(0)
        sketch.add(1e9)
        #expect(sketch.quantile(1) > 10_000)
    }
}
