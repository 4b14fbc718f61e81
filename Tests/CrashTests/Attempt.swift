import Foundation
import Glibc

/// The attempts at a round's training, and who works at the latest.
struct Attempt: Sendable {
    private let models: String
    private let prefix: String

    init(_ run: Quickstart, _ round: Int) {
        models = run.path + "/models"
        prefix = "round-00\(round).attempt-"
    }

    /// The name of the first attempt's folder.
    var first: String { prefix + "1" }

    private var latest: String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: models)) ?? []
        return names.filter { $0.hasPrefix(prefix) }.max().map { models + "/" + $0 }
    }

    /// The process whose id stands in the attempt's lock.
    var supervisor: Int32? {
        guard let latest, let text = FileManager.default.contents(atPath: latest + "/lock") else { return nil }
        return Int32(String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// The playground's trainer at work.
    var trainer: Int32? {
        // Looks through all processes: not before there is reason to.
        guard let latest, supervisor != nil else { return nil }
        return Processes.mentioning(latest).first { $0.arguments.contains("playground-train") && !$0.arguments.contains("supervise") }?.id
    }

    /// Kills one of its processes, unless that is gone.
    func kill(_ process: Int32?) {
        guard let latest, let process, Processes.mentioning(latest).contains(where: { $0.id == process }) else { return }
        Glibc.kill(process, SIGKILL)
    }
}
