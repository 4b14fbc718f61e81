import Orchestrator

/// A status report for people.
enum StatusText {
    static func text(_ report: StatusReport) -> String {
        var lines: [String] = []
        let holder = report.holder.map { $0 > 0 ? "running (process \($0))" : "running" } ?? "not running"
        lines.append("run \(report.run.name), seed \(report.run.seed), \(holder)")
        lines.append(
            "pool: \(report.pool) prompts" + (report.poolHeldOut > 0 ? ", \(report.poolHeldOut) held out" : "")
                + counts(report.poolDropped, before: "; left out: ")
        )
        if report.rounds.isEmpty { lines.append("no round is planned yet") }
        for round in report.rounds { lines += text(round, of: report.roundsPlanned) }
        return lines.joined(separator: "\n")
    }

    private static func text(_ round: StatusReport.Round, of planned: Int?) -> [String] {
        var lines = [""]
        let version = round.record.weightVersion.isEmpty ? "" : " (\(round.record.weightVersion))"
        let total = planned.map { " of \($0)" } ?? ""
        lines.append(
            "round \(round.record.round)\(total)  \(round.record.isClosed ? "closed" : "open")  policy \(round.record.policy)\(version)"
        )
        lines += answers(round.base)
        if let rewrites = round.rewrites {
            let dropped = rewrites.dropped.map { (reason: $0.name, count: $0.count) }
            lines.append("  rewrites   \(rewrites.keptCount) of \(rewrites.planned) became prompts" + counts(dropped, before: "; not: "))
        }
        if let evolved = round.evolved { lines += answers(evolved) }
        for stage in [round.rewards, round.logprobs] where stage.planned > 0 {
            let name = stage.name + String(repeating: " ", count: max(0, 9 - stage.name.count))
            lines.append("  \(name)  \(stage.done)/\(stage.planned) done" + (stage.failed > 0 ? ", \(stage.failed) given up" : ""))
        }
        if let spent = round.spent { lines.append("  spent      \(spent.text)") }
        if round.selections.count > (round.evolved == nil ? 1 : 2) {
            lines.append("  selections \(round.selections.joined(separator: ", "))")
        }
        for export in round.exports { lines.append("  export     \(export.format): \(export.rows) rows in \(export.path)") }
        if let path = round.training?.modelPath { lines.append("  training   \(path)") }
        if let mean = round.baselineReward { lines.append("  held out   mean reward \(Rounded.text(mean)) before training") }
        if let mean = round.heldOutReward {
            let gain = round.rewardGain.map { " (\($0 < 0 ? "" : "+")\(Rounded.text($0))\($0 < 0 ? ", worse than before" : ""))" } ?? ""
            lines.append("  held out   mean reward \(Rounded.text(mean)) after training\(gain)")
        }
        for evaluation in round.evaluations { lines.append("  evaluation \(evaluation.metric) \(Rounded.text(evaluation.value))") }
        for failure in round.lastFailures { lines.append("  last error \(failure.stage): \(failure.error)") }
        return lines
    }

    /// The prompts of a phase and their answers.
    private static func answers(_ answers: StatusReport.Answers) -> [String] {
        let unit = answers.phase == .base ? "" : " \(answers.phase.rawValue)"
        var lines = [
            "  prompts    \(answers.promptsPlanned)\(unit) planned, \(answers.promptsPaired) with a pair, \(answers.promptsKept) kept"
                + counts(answers.promptReasons, before: "; not: "),
            "  responses  \(answers.responsesDone)/\(answers.responses.planned)\(unit) done, \(answers.responses.usable) usable"
                + counts(answers.responses.reasons, before: "; not: "),
        ]
        if answers.candidates > 0 { lines.append("  pairs      \(answers.candidates)\(unit) candidates, \(answers.promptsKept) kept") }
        return lines
    }

    private static func counts(_ counts: [(reason: String, count: Int)], before: String) -> String {
        counts.isEmpty ? "" : before + counts.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
    }
}
