import Testing

@testable import Commands

@Suite("How often a log hears of progress")
struct LogPaceTests {
    @Test("every five seconds while something changes, once a minute while nothing does, and at the end")
    func pace() {
        var pace = LogPace()
        var written: [Int] = []
        for second in 0..<200 {
            // Twenty seconds of work, then a server is away, then the end.
            let line = second < 20 ? "\(second) of 20" : "20 of 40"
            if pace.takes(line, at: Double(second), isEnd: second == 150) { written.append(second) }
        }
        #expect(written == [0, 5, 10, 15, 20, 80, 140, 150])
    }
}
