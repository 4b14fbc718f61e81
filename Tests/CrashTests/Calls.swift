import Foundation
import Ledger

/// Items that backends were asked for, or that a ledger holds: samples (rewrites are samples of the rewriter), rewards, log-probs.
struct Calls: Equatable, CustomStringConvertible {
    var samples = 0
    var rewards = 0
    var logprobs = 0

    init(samples: Int = 0, rewards: Int = 0, logprobs: Int = 0) {
        self.samples = samples
        self.rewards = rewards
        self.logprobs = logprobs
    }

    /// What the playground wrote to its counter file, one line a call: `sample 5`. Nothing where there is no file.
    init(counterFile path: String) throws {
        self.init()
        guard let data = FileManager.default.contents(atPath: path) else { return }
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let items = Int(parts[1]) else { throw CocoaError(.fileReadCorruptFile) }
            switch parts[0] {
            case "sample": samples += items
            case "reward": rewards += items
            case "logprob": logprobs += items
            case "train": break
            default: throw CocoaError(.fileReadCorruptFile)
            }
        }
    }

    /// The facts that a recount of a ledger finds.
    init(facts entries: [TallyEntry]) {
        func count(_ isMeant: (String) -> Bool) -> Int { entries.filter { isMeant($0.kind) }.reduce(0) { $0 + $1.count } }
        self.init(
            samples: count { $0 == "response" || $0.hasPrefix("response:") || $0 == "rewrite" },
            rewards: count { $0 == "reward" },
            logprobs: count { $0 == "logprob" }
        )
    }

    var total: Int { samples + rewards + logprobs }

    var byKind: [(kind: String, count: Int)] { [("samples", samples), ("rewards", rewards), ("log-probs", logprobs)] }

    var description: String { "\(samples) samples, \(rewards) rewards, \(logprobs) log-probs" }

    static func + (one: Calls, other: Calls) -> Calls {
        Calls(samples: one.samples + other.samples, rewards: one.rewards + other.rewards, logprobs: one.logprobs + other.logprobs)
    }

    static func - (one: Calls, other: Calls) -> Calls {
        Calls(samples: one.samples - other.samples, rewards: one.rewards - other.rewards, logprobs: one.logprobs - other.logprobs)
    }
}
