package import Platform

/// How a command ended.
package struct CommandResult: Sendable, Hashable {
    package var end: ProcessEnd
    /// It ran too long and was ended.
    package var isTimedOut: Bool
    /// The beginning of stdout, where it was captured.
    package var output: [UInt8]
    /// Stdout held more than `output`.
    package var isTruncated: Bool
    /// The end of stderr, or of the file both went to.
    package var errorTail: String
    package var seconds: Double

    package init(end: ProcessEnd, isTimedOut: Bool, output: [UInt8], isTruncated: Bool, errorTail: String, seconds: Double) {
        self.end = end
        self.isTimedOut = isTimedOut
        self.output = output
        self.isTruncated = isTruncated
        self.errorTail = errorTail
        self.seconds = seconds
    }

    package var isSuccess: Bool { end == .exited(0) && !isTimedOut }

    /// What went wrong, as a sentence and the last lines the command said; nil where nothing did.
    package func failure(of spec: CommandSpec) -> RunError? {
        guard !isSuccess else { return nil }
        let told = LastLines.appended(LastLines.of(errorTail, count: 5))
        let name = "\(spec.key): \(spec.arguments.first ?? "")"
        if isTimedOut { return RunError(.resumable, "\(name) ran longer than \(spec.timeout) s and was ended\(told)") }
        switch end {
        case .exited: return RunError(.resumable, "\(name) ended with \(end)\(told)")
        case .signalled: return RunError(.resumable, "\(name) was ended by \(end)\(told)")
        }
    }
}
