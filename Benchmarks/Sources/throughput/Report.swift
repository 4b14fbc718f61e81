import Measuring

/// The table of all repetitions: medians, and the range in brackets.
struct Report {
    let repetitions: [Repetition]
    let thresholds: Thresholds

    private var perThousand: [Double] { repetitions.map { $0.selfplay.cpu * 1000 / Double(Workload.responses) } }
    private var peaks: [Double] { repetitions.map(\.selfplay.peakMegabytes) }
    private var ratios: [Double] { repetitions.map(\.ratio) }

    var isWithinThresholds: Bool {
        median(perThousand) < thresholds.cpuPerThousand && median(ratios) <= thresholds.ratio && peaks.max() ?? 0 < thresholds.peakMegabytes
    }

    var text: String {
        let traffic = repetitions[0].traffic
        let bare = repetitions.map { $0.bare.cpu * 1000 / Double(Workload.responses) }
        let pace = repetitions.map { Double(Workload.responses) / $0.selfplay.seconds }
        let barePace = repetitions.map { Double(Workload.responses) / $0.bare.seconds }
        return """
            \(Workload.prompts) prompts x \(Workload.samples) responses; \(traffic.requests) requests, \(traffic.sent) bytes out, \(traffic.received) bytes in
            median (range) of \(repetitions.count) repetitions

                                                selfplay                  bare libcurl loop
            CPU-seconds per 1,000 responses     \(column(perThousand, 4))\(column(bare, 4))
            peak memory in MB                   \(column(peaks, 1))\(column(repetitions.map(\.bare.peakMegabytes), 1))
            responses per second                \(column(pace, 0))\(column(barePace, 0))

            ratio of CPU-seconds                \(column(ratios, 2))
            limits: ratio \(thresholds.ratio), CPU-seconds per 1,000 responses \(thresholds.cpuPerThousand), peak \(thresholds.peakMegabytes) MB: \
            \(isWithinThresholds ? "kept" : "EXCEEDED")
            """
    }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    private func column(_ values: [Double], _ digits: Int) -> String {
        let range = "\(rounded(values.min() ?? 0, digits)) to \(rounded(values.max() ?? 0, digits))"
        let text = "\(rounded(median(values), digits)) (\(range))"
        return text + String(repeating: " ", count: max(1, 26 - text.count))
    }

    private func rounded(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let whole = Int((value * scale).rounded())
        if digits == 0 { return String(whole) }
        let fraction = String(whole % Int(scale))
        return "\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
