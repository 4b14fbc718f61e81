import Orchestrator

/// A status report for people.
enum StatusText {
    static func text(_ report: StatusReport) -> String {
        var lines: [String] = []
        let holder = report.holder.map { $0 > 0 ? "running (process \($0))" : "running" } ?? "not running"
        lines.append("run \(report.run.name), seed \(report.run.seed), \(holder)")
        lines.append("pool: \(report.pool) prompts" + counts(report.poolDropped, before: "; left out: "))
        if report.rounds.isEmpty { lines.append("no round is planned yet") }
        for round in report.rounds { lines += text(round, of: report.roundsPlanned) }
        return lines.joined(separator: "\n")
    }

    private static func text(_ round: StatusReport.Round, of planned: Int?) -> [String] {
        var lines = [""]
        let total = planned.map { " of \($0)" } ?? ""
        lines.append("round \(round.record.round)\(total)  \(round.record.isClosed ? "closed" : "open")  policy \(round.record.policy)")
        lines.append(
            "  prompts    \(round.promptsPlanned) planned, \(round.promptsPaired) with a pair, \(round.promptsKept) kept"
                + counts(round.promptReasons, before: "; not: ")
        )
        lines.append(
            "  responses  \(round.responsesDone)/\(round.responses.planned) done, \(round.responses.usable) usable"
                + counts(round.responses.reasons, before: "; not: ")
        )
        for stage in [round.rewards, round.logprobs] where stage.planned > 0 {
            let name = stage.name + String(repeating: " ", count: max(0, 9 - stage.name.count))
            lines.append("  \(name)  \(stage.done)/\(stage.planned) done" + (stage.failed > 0 ? ", \(stage.failed) given up" : ""))
        }
        if round.candidates > 0 { lines.append("  pairs      \(round.candidates) candidates, \(round.promptsKept) kept") }
        if round.selections.count > 1 { lines.append("  selections \(round.selections.joined(separator: ", "))") }
        for export in round.exports { lines.append("  export     \(export.format): \(export.rows) rows in \(export.path)") }
        for failure in round.lastFailures { lines.append("  last error \(failure.stage): \(failure.error)") }
        return lines
    }

    private static func counts(_ counts: [(reason: String, count: Int)], before: String) -> String {
        counts.isEmpty ? "" : before + counts.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
    }
}
