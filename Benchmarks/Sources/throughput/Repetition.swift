import Glibc
import Measuring

/// One run of selfplay, and the bare loop sending and receiving the same bytes right after it, against the same server.
struct Repetition {
    let selfplay: Cost
    let bare: Cost
    /// What went over the wire, the same both times.
    let traffic: Traffic

    var ratio: Double { selfplay.cpu / bare.cpu }

    /// Runs in `folder`, which must be empty.
    init(binary: String, tools: String, folder: String) throws(Failure) {
        try TextFile.write(Workload.promptLines(), to: "\(folder)/prompts.jsonl")
        let server = try Child(["\(tools)/server-double", "\(folder)/port", "\(folder)/recording"])
        let port = try Self.port("\(folder)/port")
        try TextFile.write(Workload.configuration(port: port), to: "\(folder)/config.yaml")

        selfplay = try Child([binary, "run", "\(folder)/config.yaml", "--run-dir", "\(folder)/run"]).end().cost
        traffic = try Self.traffic(server)
        let inFlight = 2 * Workload.concurrency
        bare = try Child(["\(tools)/bare-loop", "\(port)", "\(folder)/recording", "\(inFlight)"]).end().cost
        let again = try Self.traffic(server)
        _ = try server.end()

        guard again == traffic else { throw Failure("selfplay's traffic was \(traffic), the bare loop's \(again)") }
        let status = try Child([binary, "status", "\(folder)/run", "--json"]).end().output
        guard status.contains("\"responses\":{\"planned\":\(Workload.responses),\"done\":\(Workload.responses),") else {
            throw Failure("the run did not record \(Workload.responses) responses: \(status)")
        }
    }

    /// Waits for the server to write its port.
    private static func port(_ path: String) throws(Failure) -> Int {
        for _ in 0..<1000 {
            if let text = try? TextFile.read(path), let port = Int(text.split(separator: "\n").joined()) { return port }
            usleep(10_000)
        }
        throw Failure("the server did not start")
    }

    private static func traffic(_ server: Child) throws(Failure) -> Traffic {
        var lineEnd: UInt8 = 0x0A
        guard write(server.input, &lineEnd, 1) == 1 else { throw Failure("the server is gone") }
        let numbers = server.line().split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 3 else { throw Failure("the server told no traffic") }
        return Traffic(requests: numbers[0], sent: numbers[1], received: numbers[2])
    }
}
