import Glibc
import Measuring

/// Measures what a selection and its training set cost beside a Python script that does the same from the same ledger.
///
///     selection [SELFPLAY] [PROMPTS] [REPETITIONS]
///
/// The environment's PYTHON names an interpreter with numpy. Exits with 1 where a committed threshold is exceeded, with 2 where nothing
/// could be measured.
@main
enum SelectionBenchmark {
    static func main() {
        do {
            let arguments = CommandLine.arguments
            let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
            let workload = Workload(
                selfplay: arguments.count > 1 ? arguments[1] : "\(package)/../.build/release/selfplay",
                python: ["/usr/bin/env", getenv("PYTHON").map { String(cString: $0) } ?? "python3"],
                scripts: "\(package)/selection",
                prompts: arguments.count > 2 ? Int(arguments[2]) ?? 200_000 : 200_000
            )
            let repetitions = arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3
            let report = Report(
                workload: workload,
                repetitions: try workload.measure(times: max(1, repetitions), below: "\(package)/.build"),
                limits: try Limits(path: "\(package)/thresholds/selection")
            )
            print(try report.text())
            exit(try report.isWithinLimits() ? 0 : 1)
        } catch {
            say("selection: \(error.reason)\n")
        }
        exit(2)
    }

    static func say(_ text: String) {
        var text = text
        text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
