import Orchestrator

/// Progress as text: values in, strings out.
enum ProgressLines {
    /// One line a stage: done / planned, share, rate, time left, in flight, failures.
    static func draw(round: Int, of rounds: Int, _ stages: [StageProgress], rates: [String: Double], width: Int) -> [String] {
        let nameWidth = stages.map(\.name.count).max() ?? 0
        var lines = ["round \(round) of \(rounds)"]
        for stage in stages {
            let share = stage.planned == 0 ? 1 : Double(stage.done + stage.failed) / Double(stage.planned)
            var line = "  \(pad(stage.name, nameWidth))  \(bar(share, 20))  \(stage.done)/\(stage.planned)"
            if let rate = rates[stage.name], rate > 0 {
                line += "  \(short(rate))/s"
                let left = stage.planned - stage.done - stage.failed
                if left > 0 { line += "  \(duration(Double(left) / rate)) left" }
            }
            line += "  \(stage.inFlight) in flight"
            if stage.failed > 0 { line += "  \(stage.failed) failed" }
            if stage.endpointsDown > 0 { line += "  \(stage.endpointsDown) endpoint(s) down" }
            lines.append(String(line.prefix(max(20, width - 1))))
        }
        return lines
    }

    /// One line for logs.
    static func plain(round: Int, of rounds: Int, _ stages: [StageProgress]) -> String {
        let parts = stages.map { stage in
            "\(stage.name) \(stage.done)/\(stage.planned)" + (stage.failed > 0 ? " (\(stage.failed) failed)" : "")
                + (stage.endpointsDown > 0 ? " (\(stage.endpointsDown) endpoint(s) down)" : "")
        }
        return "round \(round) of \(rounds): " + parts.joined(separator: ", ")
    }

    /// `1h02m`, `3m05s`, `12s`.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(), 1e9))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if whole >= 3600 { return "\(whole / 3600)h\(two(whole % 3600 / 60))m" }
        if whole >= 60 { return "\(whole / 60)m\(two(whole % 60))s" }
        return "\(whole)s"
    }

    private static func short(_ rate: Double) -> String {
        rate >= 10 ? "\(Int(rate.rounded()))" : "\((rate * 10).rounded() / 10)"
    }

    private static func bar(_ share: Double, _ width: Int) -> String {
        let full = Int((min(max(share, 0), 1) * Double(width)).rounded(.down))
        return "[" + String(repeating: "=", count: full) + String(repeating: " ", count: width - full) + "]"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
