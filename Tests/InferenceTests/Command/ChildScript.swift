import Foundation
import Inference
import Platform
import TestSupport

/// A child in `sh`: what it does after it said hello, and what it told on stderr.
///
/// Requests are numbered from 0, which is the hello of its start.
final class ChildScript: Sendable {
    let told = Lock<[String]>([])
    private let scratch: ScratchFolder
    private let script: String

    static let hello =
        #"read -r line; echo '{"id":0,"protocol":1,"name":"child","version":"2","model":"m","context":100,"capabilities":{"tokenizes":true,"reports_logprobs":true,"scores":true,"reproducible":true,"rewards":true}}'"#

    init(_ body: String, hello: String = ChildScript.hello) throws {
        scratch = try ScratchFolder()
        script = hello + "\n" + body
    }

    var folder: String { scratch.path }

    func specification(timeout: Double = 60, lineLimit: Int = 1 << 20) -> CommandSpecification {
        CommandSpecification(
            name: "command:1",
            arguments: ["sh", "-c", script],
            directory: scratch.path,
            startTimeout: timeout,
            requestTimeout: timeout,
            lineLimit: lineLimit,
            grace: 5,
            log: { [self] line in told.withLock { $0.append(line) } }
        )
    }

    func policy(timeout: Double = 60, lineLimit: Int = 1 << 20) -> CommandPolicy {
        CommandPolicy(
            specification(timeout: timeout, lineLimit: lineLimit),
            model: "m",
            capabilities: PolicyCapabilities(tokenizes: true, reportsSampledLogprobs: true, scoresGivenText: true, reproducible: true)
        )
    }

    /// The programs of `Examples/command`, where this machine has a Python.
    static let python: String? = ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }

    static func example(_ file: String) -> CommandSpecification {
        CommandSpecification(
            name: "command:1",
            arguments: [python ?? "python3", ProjectFolder.path + "/Examples/command/" + file],
            environment: ["PYTHONDONTWRITEBYTECODE": "1"]
        )
    }
}
