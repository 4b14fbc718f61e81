import Foundation
import Testing

/// Where runs of the quickstart are killed.
struct KillPoint: Sendable, CustomTestStringConvertible {
    enum Place: Sendable {
        /// Before or after a system call `CALL NAME` which stands at this share (0 ..< 1) of all such calls of an uninterrupted run.
        case call(String, after: Bool, share: Double)
        /// Before or after the call which stands at this share of all system calls.
        case anyCall(after: Bool, share: Double)
        /// From outside, at any instruction, when this share of the backends' calls was made.
        case moment(share: Double)
    }

    let number: Int
    let concurrency: Int
    let first: Place
    /// Where the resumed run is killed again.
    var second: Place?

    var testDescription: String {
        "\(number): concurrency \(concurrency), \(first)" + (second.map { ", then \($0)" } ?? "")
    }

    /// As many as `SELFPLAY_CRASH_POINTS` says, 10 unless set; every ten hold every kind of place, and concurrency 1, 8 and 64.
    static let all: [KillPoint] = {
        let count = ProcessInfo.processInfo.environment["SELFPLAY_CRASH_POINTS"].flatMap { Int($0) } ?? 10
        return (0..<count).map { KillPoint(number: $0) }
    }()

    private init(number: Int) {
        self.number = number
        concurrency = [1, 8, 64][number % 3]
        // Multiples of the golden ratio spread evenly however many there are.
        let share = (0.37 + Double(number) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
        let early = share * 0.6
        let (turn, isOdd) = (number / 10, number / 20 % 2 == 1)
        let round = Double(turn % 2) * 0.5
        switch number % 10 {
        case 0: first = .call("sync run.sqlite-wal", after: true, share: share)
        case 1: first = .moment(share: share)
        case 2: first = .call("write run.sqlite-wal", after: true, share: share)
        case 3: first = .call("rename train.jsonl", after: !isOdd, share: round)
        case 4:
            first = .call("sync run.sqlite-wal", after: true, share: early)
            second = .call("sync run.sqlite-wal", after: true, share: 0.2)
        case 5: first = .call("rename manifest.json", after: isOdd, share: round)
        case 6: first = .call("sync run.sqlite-wal", after: false, share: share)
        case 7:
            first = .moment(share: early)
            second = .moment(share: early + 0.2)
        case 8: first = .anyCall(after: isOdd, share: share)
        default: first = .call("write run.sqlite", after: true, share: share)
        }
    }
}
