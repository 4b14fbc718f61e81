import Datasets
import Glibc
package import Ledger
import Platform

/// Checks a run's ledger and files against each other. Blocks; changes nothing.
package struct LedgerDoctor: Sendable {
    let ledger: Ledger
    let folder: RunFolder

    package init(ledger: Ledger, folder: RunFolder) {
        self.ledger = ledger
        self.folder = folder
    }

    package func examine() -> [Finding] {
        var findings = [integrity(), tally()]
        findings += exports()
        findings += models()
        findings += probes()
        if case .network(let kind) = FileSystemKind.of(folder.path), folder.ledger == folder.ledgerCopy {
            findings.append(Finding("ledger", "file system", .bad, "it lies on \(kind): keep it on a local disk with --ledger"))
        }
        return findings
    }

    private func integrity() -> Finding {
        do {
            let verdict = try ledger.integrity()
            return Finding("ledger", "integrity", verdict == "ok" ? .good : .bad, "SQLite \(try ledger.sqliteVersion()) says: \(verdict)")
        } catch {
            return Finding("ledger", "integrity", .bad, "\(error)")
        }
    }

    private func tally() -> Finding {
        do {
            let faults = try ledger.tallyFaults()
            return Finding("ledger", "tally", faults.isEmpty ? .good : .bad, faults.first ?? "the counts agree with the facts")
        } catch {
            return Finding("ledger", "tally", .bad, "\(error)")
        }
    }

    /// What the last looks at the run's endpoints showed, as it was recorded then.
    private func probes() -> [Finding] {
        do {
            return try ledger.lastProbes().compactMap { Finding($0.record, at: $0.at) }
        } catch {
            return [Finding("ledger", "probes", .bad, "\(error)")]
        }
    }

    /// The weights every training made: a round that is answered again, or a server that restarts, needs them.
    private func models() -> [Finding] {
        do {
            return try ledger.trainings().compactMap { training in
                guard let path = training.modelPath, path.hasPrefix("models/") else { return nil }
                return RunFolder.exists(folder.weights(path))
                    ? Finding(path, "model", .good, "there, made by round \(training.round)")
                    : Finding(
                        path,
                        "model",
                        .warning,
                        "the weights of round \(training.round) are gone; a run that still needs them cannot go on"
                    )
            }
        } catch {
            return [Finding("ledger", "trainings", .bad, "\(error)")]
        }
    }

    private func exports() -> [Finding] {
        do {
            return try ledger.rounds().flatMap { round in
                let files = ManifestFiles(folder, round: round.round)
                return try ledger.exports(round: round.round).filter { !files.supersede($0.path) }.flatMap { export in
                    let own = examine(export.path, export.sha256, "\(export.rows) rows, as recorded")
                    // Of its further files only what is wrong.
                    return [own] + files.beside(export.path).map { examine($0.path, $0.sha256, "") }.filter { $0.verdict != .good }
                }
            }
        } catch {
            return [Finding("ledger", "exports", .bad, "\(error)")]
        }
    }

    private func examine(_ path: String, _ sha256: String, _ good: String) -> Finding {
        guard let digest = SHA256.hexadecimal(ofFile: folder.absolute(path)) else {
            return Finding(path, "training set", .warning, "the file is gone; `selfplay resume` writes it again")
        }
        guard digest == sha256 else {
            return Finding(
                path,
                "training set",
                .bad,
                "the file is not the one that was written (SHA-256 differs); `selfplay export` writes it again"
            )
        }
        return Finding(path, "training set", .good, good)
    }
}
