import Ledger
import Settings

extension Configuration {
    /// Whether a reward model has scored, or given up, fewer answers of a closed round than another: it was added later.
    func lacksRewards(_ round: Int, _ tally: [TallyEntry]) -> Bool {
        func settled(_ name: String) -> Int {
            let failed = "failed:" + StageID.reward(name).name
            return tally.reduce(0) { sum, entry in
                let counts = entry.round == round && (entry.kind == failed || entry.kind == "reward" && entry.reason == name)
                return counts ? sum + entry.count : sum
            }
        }
        let most = rewards.map { settled($0.name) }.max() ?? 0
        return rewards.contains { $0.backend.kind != .imported && settled($0.name) < most }
    }
}
