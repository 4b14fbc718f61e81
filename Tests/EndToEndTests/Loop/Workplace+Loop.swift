import Foundation
import TestSupport
import Testing

/// What the loop's tests look at.
extension Workplace {
    /// A scratch folder with prompts that have little in common.
    static func ofTheLoop(prompts count: Int = 12) throws -> Workplace {
        let place = try Workplace()
        let subjects = [
            "dog", "cat", "bird", "river", "mountain", "garden", "teacher", "ship", "winter", "bread", "music", "letter", "road", "moon",
        ]
        let forms = [
            "What makes a %@ happy?", "Tell me a story about the old %@.", "Why would anybody need a %@ at night?",
            "How does one draw a %@?",
        ]
        let lines = (0..<count).map { number in
            let text = forms[number % forms.count].replacing("%@", with: subjects[number % subjects.count])
            return #"{"id":"p\#(number + 1)","prompt":"\#(text)"}"#
        }
        try place.write("prompts.jsonl", lines.joined(separator: "\n") + "\n")
        return place
    }

    /// Runs `config.yaml` in the folder `run`.
    func run(_ more: String..., into run: String = "run") async throws -> Outcome {
        try await execute(["run", "config.yaml", "--run-dir", run] + more)
    }

    func loopStatus(_ run: String = "run") async throws -> LoopStatus {
        try JSONDecoder().decode(LoopStatus.self, from: Data(try await selfplay("status", run, "--json").output.utf8))
    }

    func manifest(_ round: Int = 1, of run: String = "run") throws -> LoopManifest {
        try JSONDecoder().decode(LoopManifest.self, from: Data(read("\(run)/rounds/00\(round)/manifest.json").utf8))
    }

    /// What the `sqlite3` program says of the run's ledger, one text a row.
    func sql(_ query: String, of run: String = "run") async throws -> [String] {
        try await SQLiteShell.rows(query, of: "\(run)/run.sqlite", in: self).map { $0.joined(separator: "|") }
    }

    /// The rows of a round's training set, as the lines of the file.
    func rows(_ round: Int = 1, of run: String = "run") throws -> [String] {
        try trainingSet(round, of: run).split(separator: "\n").map(String.init)
    }

    /// Expects that status, manifests, ledger and `doctor` agree, and that nothing is missing in any of them.
    func expectSound(_ run: String = "run", sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let status = try await loopStatus(run)
        for round in status.rounds {
            #expect(round.addsUp, "round \(round.round): \(round)", sourceLocation: sourceLocation)
            guard round.closed else { continue }
            let manifest = try manifest(round.round, of: run)
            #expect(manifest.funnels.values.allSatisfy { $0.addsUp }, sourceLocation: sourceLocation)
            #expect(manifest.funnels["prompts"]?.steps["kept"] == round.prompts.kept, sourceLocation: sourceLocation)
            #expect(manifest.funnels["responses"]?.planned == round.responses.planned, sourceLocation: sourceLocation)
            #expect(manifest.funnels["rewrites"]?.planned == round.rewrites?.planned, sourceLocation: sourceLocation)
            #expect(manifest.funnels["rewrites"]?.steps["kept"] == round.rewrites?.kept, sourceLocation: sourceLocation)
            #expect(manifest.funnels["prompts evolved"]?.planned == round.evolved?.prompts.planned, sourceLocation: sourceLocation)
        }
        let doctor = try await selfplay("doctor", run)
        #expect(doctor.exitCode == 0, "\(doctor.output)", sourceLocation: sourceLocation)
    }
}
