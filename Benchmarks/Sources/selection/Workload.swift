import Glibc
import Measuring

/// A round of many answered prompts, from which both sides select and export.
struct Workload {
    let selfplay: String
    /// The command that starts Python with numpy.
    let python: [String]
    let scripts: String
    let prompts: Int

    static let samples = 5
    var responses: Int { prompts * Self.samples }

    /// An import in small: the ledger it makes is then filled with rows.
    private static let seedling = """
        {"prompt":"one","responses":[{"text":"x","reward":1,"tokens":3,"policy_logprob":-2},\
        {"text":"y","reward":2,"tokens":3,"policy_logprob":-1}]}

        """

    /// Both sides by turns, on one ledger.
    func measure(times: Int, below place: String) throws(Failure) -> [Repetition] {
        _ = mkdir(place, 0o755)
        var template = Array("\(place)/selection-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure("cannot make a folder in \(place)") }
        let folder = String(cString: made)
        defer { _ = try? Child(["/bin/rm", "-rf", folder]).end() }
        try TextFile.write(Self.seedling, to: "\(folder)/import.jsonl")
        _ = try Child([selfplay, "import", "\(folder)/import.jsonl", "--run-dir", "\(folder)/run"]).end()
        let ledger = "\(folder)/run/run.sqlite"
        _ = try Child(python + ["\(scripts)/make_ledger.py", ledger, "\(prompts)", "\(Self.samples)"]).end()
        var repetitions: [Repetition] = []
        for number in 1...times {
            let repetition = try repetition(number, folder, ledger)
            SelectionBenchmark.say("repetition \(number): selfplay \(repetition.cpu) CPU-s, Python \(repetition.peer.cpu) CPU-s\n")
            repetitions.append(repetition)
        }
        return repetitions
    }

    private func repetition(_ number: Int, _ folder: String, _ ledger: String) throws(Failure) -> Repetition {
        // What comes from the disk the first time comes from memory for both.
        _ = try Child(["/bin/cp", ledger, "/dev/null"]).end()
        let name = "again\(number)"
        let selecting = try Child([selfplay, "select", "\(folder)/run", "--score", "map", "--name", name]).end()
        let exporting = try Child(
            [selfplay, "export", "\(folder)/run", "--format", "trl", "--selection", name, "--json"]
        ).end()
        let peer = try Child(python + ["\(scripts)/peer.py", ledger, "\(folder)/peer.jsonl", "peer\(number)"]).end()
        let digest = peer.output.split(separator: "\n").joined()
        guard digest.count == 64, exporting.output.contains(digest) else {
            throw Failure("the training sets differ: selfplay's \(exporting.output), Python's \(digest)")
        }
        let path = "\(folder)/run/rounds/001/trl-\(name)/train.jsonl"
        var written = stat()
        guard stat(path, &written) == 0, unlink(path) == 0 else { throw Failure("there is no \(path)") }
        return Repetition(select: selecting.cost, export: exporting.cost, peer: peer.cost, bytes: Int(written.st_size))
    }
}
