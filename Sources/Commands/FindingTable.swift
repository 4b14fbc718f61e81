import Orchestrator

/// What `doctor` found, for people: one line a finding in columns, what to change on a line of its own.
struct FindingTable {
    let findings: [Finding]
    let isColoured: Bool

    /// Widths of columns that hold server names and the like are bounded, so that one long name does not push the rest away.
    private static let widest = 48

    var text: String {
        let subject = width(findings.map(\.subject))
        let check = width(findings.map(\.check))
        var lines: [String] = []
        for finding in findings {
            let mark = Self.mark(finding.verdict)
            let columns = "\(Self.padded(finding.subject, subject))  \(Self.padded(finding.check, check))"
            let told = finding.recordedAt == nil ? finding.message : "as last recorded: \(finding.message)"
            lines.append("\(coloured(mark, finding.verdict))  \(TerminalText.line(columns))  \(TerminalText.line(told))")
            if let remedy = finding.remedy, finding.verdict != .good {
                lines.append(String(repeating: " ", count: mark.count + 2) + "-> " + TerminalText.line(remedy))
            }
        }
        return lines.joined(separator: "\n")
    }

    private func width(_ texts: [String]) -> Int {
        min(Self.widest, texts.map(\.count).max() ?? 0)
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func mark(_ verdict: Finding.Verdict) -> String {
        switch verdict {
        case .good: "ok     "
        case .warning: "warning"
        case .bad: "BAD    "
        }
    }

    private func coloured(_ text: String, _ verdict: Finding.Verdict) -> String {
        guard isColoured else { return text }
        let code =
            switch verdict {
            case .good: "32"
            case .warning: "33"
            case .bad: "31;1"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
