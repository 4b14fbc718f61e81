import Foundation
import Testing

/// Where runs of the quickstart are killed.
struct KillPoint: Sendable, CustomTestStringConvertible {
    enum Place: Sendable {
        /// Before or after a system call `CALL NAME` which stands at this share (0 ..< 1) of all such calls of an uninterrupted run.
        case call(String, after: Bool, share: Double)
        /// Before or after the call which stands at this share of all system calls.
        case anyCall(after: Bool, share: Double)
        /// After this many calls since the first call of another kind.
        case following(String, since: String, number: Int)
        /// From outside, at any instruction, when this share of the backends' calls was made.
        case moment(share: Double)
        /// From outside, when this share of the calls that the counter file shows as `line` was made.
        case asked(String, share: Double)
        /// From outside, while the trainer of a round works.
        case training(round: Int, Victims)
        /// Before or after a system call of a trainer or its supervisor, in the first attempt at a round's training.
        case attempt(String, after: Bool, round: Int)
    }

    /// Who is killed while a trainer works.
    enum Victims: Sendable, CaseIterable {
        case selfplay
        case selfplayAndSupervisor
        case supervisor
        case selfplayAndTrainer
        case trainer
    }

    let number: Int
    let concurrency: Int
    let first: Place
    /// Where the resumed run is killed again.
    var second: Place?

    var testDescription: String {
        "\(number): concurrency \(concurrency), \(first)" + (second.map { ", then \($0)" } ?? "")
    }

    /// There are so many kinds of places.
    static let kinds = 17

    /// How many points `SELFPLAY_CRASH_POINTS` asks for.
    static let asked = ProcessInfo.processInfo.environment["SELFPLAY_CRASH_POINTS"].flatMap { Int($0) }

    /// As many as are asked for, one of every kind unless that is said.
    static let all: [KillPoint] = (0..<(asked ?? kinds)).map { KillPoint(number: $0) }

    private init(number: Int) {
        self.number = number
        // Multiples of the golden ratio spread evenly however many there are.
        let share = (0.37 + Double(number) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
        let early = share * 0.6
        let (kind, turn) = (number % Self.kinds, number / Self.kinds)
        // What uninterrupted runs are compared with is made once for each concurrency.
        concurrency = [8, 1, 64][turn % 3]
        let isOdd = (kind + turn) % 2 == 1
        let round = 1 + (kind + turn) % 3
        switch kind {
        case 0: first = .call("sync run.sqlite-wal", after: true, share: share)
        case 1: first = .moment(share: share)
        case 2: first = .call("write run.sqlite-wal", after: true, share: share)
        case 3: first = .call("rename train.jsonl", after: isOdd, share: Double(round - 1) / 3)
        case 4:
            first = .call("sync run.sqlite-wal", after: true, share: early)
            second = .call("sync run.sqlite-wal", after: true, share: 0.2)
        case 5: first = .call("rename manifest.json", after: isOdd, share: Double(round - 1) / 3)
        case 6: first = .call("sync run.sqlite-wal", after: false, share: share)
        case 7:
            first = .moment(share: early)
            second = .moment(share: early + 0.2)
        case 8: first = .anyCall(after: isOdd, share: share)
        case 9: first = .call("write run.sqlite", after: true, share: share)
        // One rewrite a call, four answers to a held-out prompt, five to others.
        case 10: first = .asked("sample 1", share: share)
        case 11: first = .asked("sample 4", share: share)
        case 12: first = .training(round: round, Victims.allCases[turn % Victims.allCases.count])
        case 13: first = .call("rename round-00\(round)", after: isOdd, share: 0)
        // The training's record, the plan of the held-out prompts, their first answers, the next round's plan.
        case 14: first = .following("sync run.sqlite-wal", since: "rename round-00\(round)", number: 1 + turn)
        case 15: first = .call("mkdir round-00\(round).attempt-1", after: !isOdd, share: 0)
        default:
            let calls = ["rename exit", "rename weights.bin", "write lock", "write output.log", "sync .exit.partial", "rename model.json"]
            first = .attempt(calls[turn % calls.count], after: turn % 4 < 2, round: round)
            second = turn % 3 == 1 ? .training(round: round, .selfplay) : nil
        }
    }
}
