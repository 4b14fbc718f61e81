extension LabResult {
    /// Two tables for people: held-out reward and agreement, a line for each noise level and metric.
    package var text: String {
        var lines: [String] = []
        let head = ["noise", "metric"] + (0...settings.rounds).map { "round \($0)" }
        let overRandom = cells.contains { $0.overRandom != nil } ? ["last - random"] : []
        lines.append("Held-out noiseless reward, mean over \(settings.seeds) seeds ± half of its 95 % interval; round 0 is untrained:")
        lines += Self.table([head + overRandom] + rows { heldOutRow($0, isComparing: !overRandom.isEmpty) })
        lines.append("")
        lines.append("Share of the trained pairs whose order the noiseless reward agrees with:")
        lines += Self.table([["noise", "metric"] + (1...settings.rounds).map { "round \($0)" }] + rows(agreementRow))
        return lines.joined(separator: "\n")
    }

    private func rows(_ row: ([LabCell]) -> [String]) -> [[String]] {
        let cells = cells
        return stride(from: 0, to: cells.count, by: settings.rounds).map { start in
            let group = Array(cells[start..<min(start + settings.rounds, cells.count)])
            return ["\(group[0].noise)", group[0].metric] + row(group)
        }
    }

    private func heldOutRow(_ group: [LabCell], isComparing: Bool) -> [String] {
        var row = [Self.number(Interval(untrained))]
        row += group.map { Self.number($0.heldOut) }
        if isComparing { row.append(Self.number(group[group.count - 1].overRandom)) }
        return row
    }

    private func agreementRow(_ group: [LabCell]) -> [String] {
        group.map { Self.number($0.agreement) }
    }

    private static func number(_ interval: Interval?) -> String {
        guard let interval else { return "-" }
        return decimals(interval.mean) + (interval.halfWidth.map { " ± " + decimals($0) } ?? "")
    }

    /// Three decimals.
    private static func decimals(_ value: Double) -> String {
        let thousandths = Int((abs(value) * 1000).rounded())
        let fraction = String(thousandths % 1000)
        let sign = value < 0 && thousandths > 0 ? "-" : ""
        return sign + "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    private static func table(_ rows: [[String]]) -> [String] {
        guard let columns = rows.first?.count else { return [] }
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let last = row.count - 1
            let cells = row.indices.map { row[$0] + ($0 == last ? "" : String(repeating: " ", count: widths[$0] - row[$0].count)) }
            return "  " + cells.joined(separator: "  ")
        }
    }
}
