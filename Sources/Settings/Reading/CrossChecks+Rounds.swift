/// What must hold between the keys that say how rounds follow each other.
extension CrossChecks {
    mutating func checkRounds() {
        checkChoice(in: "held_out", among: ["share", "count", "source"])
        checkHeldOutPrompts()
        checkEarlyStop()
        checkSchedule()
    }

    private mutating func checkHeldOutPrompts() {
        guard settings.isWritten("held_out") else { return }
        if settings.integer("policy.samples") == 0 {
            complain("held_out", "needs answers: policy.samples is 0")
        }
        guard !settings.isWritten("prompts") else { return }
        for name in ["share", "count"] where settings.isWritten("held_out." + name) {
            complain("held_out." + name, "is taken from the prompts, and there is no section `prompts`")
        }
    }

    private mutating func checkEarlyStop() {
        let section = "early_stop"
        guard settings.isWritten(section), !settings.faulty.contains(section) else { return }
        let gain = section + ".reward_gain_below"
        if !settings.isWritten(gain), !settings.isWritten(section + ".mean_score_below") {
            complain(section, "needs mean_score_below or reward_gain_below")
        }
        if settings.isWritten(gain), !settings.isWritten("held_out") {
            complain(gain, "compares mean rewards of prompts held out: add a section such as `held_out: {count: 64}`")
        }
    }

    private mutating func checkSchedule() {
        var last: Int?
        for index in 0..<(settings.counts["schedule"] ?? 0) {
            let path = "schedule.\(index).from_round"
            guard let round = settings.integer(path) else { continue }
            if let last, round <= last {
                complain(path, "\(round) does not come after \(last), the entry's before it: order the entries by round")
            }
            last = round
        }
    }
}
