import Foundation

/// Where the trainings of a run stand on disk.
struct Trainings: Equatable {
    /// What a supervisor writes when none of its processes is left.
    private struct Exit: Decodable {
        var attempt: Int
        var reason: String
        var code: Int?
    }

    /// The attempt that gave the model, by round: of models that count, and of those that are complete and wait to be taken.
    private(set) var finished: [String: Int] = [:]
    /// Every attempt that there is a folder of, finished ones included, by round.
    private(set) var attempts: [String: Set<Int>] = [:]

    init(of folder: String) throws {
        let models = folder + "/models"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: models)) ?? [] {
            let parts = name.split(separator: ".")
            guard let round = parts.first.map(String.init) else { continue }
            let exit = FileManager.default.contents(atPath: "\(models)/\(name)/exit")
                .flatMap { try? JSONDecoder().decode(Exit.self, from: $0) }
            let number = parts.count > 1 ? Int(parts[1].dropFirst("attempt-".count)) : exit?.attempt
            if let number { attempts[round, default: []].insert(number) }
            if let exit, exit.reason == "exited", exit.code == 0 { finished[round] = exit.attempt }
        }
    }

    /// What was finished in `earlier` and was begun again since.
    func repeated(since earlier: Trainings) -> [String] {
        earlier.finished.compactMap { round, attempt in
            finished[round] == attempt && attempts[round] == earlier.attempts[round] ? nil : "\(round) was trained again"
        }
    }
}
