import Foundation
import Glibc

/// The first attempt at a round's training, and who works at it.
struct Attempt: Sendable {
    let name: String
    private let path: String

    init(_ run: Quickstart, _ round: Int) {
        name = "round-00\(round).attempt-1"
        path = run.path + "/models/" + name
    }

    /// The process whose id stands in the attempt's lock.
    var supervisor: Int32? {
        guard let text = FileManager.default.contents(atPath: path + "/lock") else { return nil }
        return Int32(String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// The playground's trainer at work.
    var trainer: Int32? {
        // Looks through all processes: not before there is reason to.
        guard supervisor != nil else { return nil }
        return Processes.mentioning(path).first { $0.arguments.contains("playground-train") && !$0.arguments.contains("supervise") }?.id
    }

    /// Kills one of its processes, unless that is gone.
    func kill(_ process: Int32?) {
        guard let process, Processes.mentioning(path).contains(where: { $0.id == process }) else { return }
        Glibc.kill(process, SIGKILL)
    }
}
