import Measuring

/// The table of all repetitions: medians.
struct Report {
    let workload: Workload
    let repetitions: [Repetition]
    let limits: Limits

    func isWithinLimits() throws(Failure) -> Bool {
        let (ratio, cpu) = (try limits.limit("ratio"), try limits.limit("cpu_seconds"))
        let peak = try limits.limit("peak_megabytes")
        return median(\.ratio) >= ratio && median(\.cpu) < cpu && median(\.peakMegabytes) < peak
    }

    func text() throws(Failure) -> String {
        let megabytes = Double(repetitions[0].bytes) / 1e6
        let kept = try isWithinLimits() ? "kept" : "EXCEEDED"
        return """
            \(workload.prompts) prompts x \(Workload.samples) responses, \(rounded(megabytes)) MB of training set; \
            medians of \(repetitions.count) repetitions

                                      CPU-seconds   peak MB
            selfplay select           \(column(\.select.cpu))\(rounded(median(\.select.peakMegabytes)))
            selfplay export           \(column(\.export.cpu))\(rounded(median(\.export.peakMegabytes)))
            selfplay both             \(column(\.cpu))\(rounded(median(\.peakMegabytes)))
            Python script             \(column(\.peer.cpu))\(rounded(median(\.peer.peakMegabytes)))

            Python's CPU-seconds for each of selfplay's: \(rounded(median(\.ratio)))
            training set: \(rounded(megabytes / median(\.export.cpu))) MB per CPU-second of `export`
            limits: ratio at least \(try limits.limit("ratio")), \(try limits.limit("cpu_seconds")) CPU-seconds, \
            \(try limits.limit("peak_megabytes")) MB: \(kept)
            """
    }

    private func median(_ value: (Repetition) -> Double) -> Double {
        let sorted = repetitions.map(value).sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    private func column(_ value: (Repetition) -> Double) -> String {
        let text = rounded(median(value))
        return text + String(repeating: " ", count: max(1, 14 - text.count))
    }

    /// Two digits behind the point.
    private func rounded(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
