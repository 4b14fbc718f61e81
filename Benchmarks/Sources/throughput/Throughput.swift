import Glibc
import Measuring

/// Measures what selfplay costs per response beside a bare libcurl loop that sends and receives the same bytes in the same run.
///
///     throughput [SELFPLAY] [REPETITIONS]
///
/// Exits with 1 where a committed threshold is exceeded, with 2 where nothing could be measured.
@main
enum Throughput {
    static func main() {
        do {
            let arguments = CommandLine.arguments
            let package = try parent(of: #filePath, levels: 3)
            let binary = arguments.count > 1 ? arguments[1] : "\(package)/../.build/release/selfplay"
            let report = Report(
                repetitions: try measure(binary, times: arguments.count > 2 ? Int(arguments[2]) ?? 3 : 3, below: "\(package)/.build"),
                thresholds: try Thresholds(path: "\(package)/thresholds/throughput")
            )
            print(report.text)
            exit(report.isWithinThresholds ? 0 : 1)
        } catch {
            say("throughput: \(error.reason)\n")
        }
        exit(2)
    }

    /// Every repetition has a folder of its own on the package's own disk, so that commits cost what they cost.
    private static func measure(_ binary: String, times: Int, below place: String) throws(Failure) -> [Repetition] {
        let tools = try parent(of: executable(), levels: 1)
        var repetitions: [Repetition] = []
        for number in 1...max(1, times) {
            var template = Array("\(place)/throughput-XXXXXX".utf8CString)
            mkdir(place, 0o755)
            guard let made = mkdtemp(&template) else { throw Failure("cannot make a folder in \(place)") }
            let folder = String(cString: made)
            let repetition = try Repetition(binary: binary, tools: tools, folder: folder)
            repetitions.append(repetition)
            say("repetition \(number): selfplay \(repetition.selfplay.cpu) CPU-s, bare loop \(repetition.bare.cpu) CPU-s\n")
            _ = try Child(["/bin/rm", "-rf", folder]).end()
        }
        return repetitions
    }

    private static func say(_ text: String) {
        var text = text
        text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static func executable() throws(Failure) -> String {
        guard let path = realpath("/proc/self/exe", nil) else { throw Failure("cannot find its own place") }
        defer { free(path) }
        return String(cString: path)
    }

    private static func parent(of path: String, levels: Int) throws(Failure) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > levels else { throw Failure("\(path) is no place for this program") }
        return parts.dropLast(levels).joined(separator: "/")
    }
}
