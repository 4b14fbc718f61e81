import Datasets
import Glibc
package import Ledger
import Platform
package import Settings

/// A run's folder, held: its lock, its ledger. Blocks.
package struct RunStore: Sendable {
    package let folder: RunFolder
    package let ledger: Ledger
    private let lock: RunLock

    private init(folder: RunFolder, ledger: Ledger, lock: RunLock) {
        self.folder = folder
        self.ledger = ledger
        self.lock = lock
    }

    /// Takes the lock of an existing run and opens its ledger for writing.
    package static func hold(_ folder: RunFolder) throws -> RunStore {
        guard RunFolder.exists(folder.ledger) else {
            throw RunError(.input, "\(folder.path) holds no run: there is no \(folder.ledger)")
        }
        let lock = try take(folder)
        try checkFileSystem(folder)
        return RunStore(folder: folder, ledger: try Ledger.open(path: folder.ledger), lock: lock)
    }

    /// Makes the folder and a ledger with the run, its configuration and its prompts, or nothing.
    static func create(_ folder: RunFolder, _ configuration: Configuration, _ pool: PromptPool, version: String) throws -> RunStore {
        let run = RunRecord(name: configuration.run, seed: Int64(configuration.seed), createdAt: RunClock.wall, createdBy: version)
        return try create(folder) { store in
            try store.ledger.begin(run, configuration: record(configuration, round: 1), pool: pool.prompts, dropped: pool.dropped)
            try store.writeConfiguration(configuration, replacing: nil)
            // From here on the folder leads to a ledger that lies elsewhere.
            try store.copyOut()
        }
    }

    /// Makes the folder and a ledger that holds what `begin` writes. What was made is removed again when anything of it fails.
    static func create(_ folder: RunFolder, begin: (RunStore) throws -> Void) throws -> RunStore {
        let isNew = !RunFolder.exists(folder.path)
        try RunFolder.create(folder.path)
        if let slash = folder.ledger.lastIndex(of: "/") { try RunFolder.create(String(folder.ledger[..<slash])) }
        do {
            try checkFileSystem(folder)
            return try fill(folder, take(folder), begin)
        } catch let error as RunError where error.kind == .locked {
            throw error
        } catch {
            if isNew {
                unlink(folder.lock)
                rmdir(folder.path)
            }
            throw error
        }
    }

    private static func fill(_ folder: RunFolder, _ lock: RunLock, _ begin: (RunStore) throws -> Void) throws -> RunStore {
        // Only a file that is made here, under the lock, may be removed again.
        let isNew = !RunFolder.exists(folder.ledger)
        do {
            let store = RunStore(folder: folder, ledger: try Ledger.open(path: folder.ledger), lock: lock)
            guard try store.ledger.run() == nil else { throw taken(folder) }
            try begin(store)
            return store
        } catch {
            if isNew {
                for part in ["", "-wal", "-shm"] { unlink(folder.ledger + part) }
            }
            throw error
        }
    }

    /// Refuses a folder that holds a run. A ledger without one is what a start that was cut off left: it may be begun again.
    static func refuseTaken(_ folder: RunFolder) throws(RunError) {
        guard let known = try? Ledger.openReadOnly(path: folder.ledger) else { return }
        defer { try? known.close() }
        if let run = try? known.run(), !run.name.isEmpty { throw taken(folder) }
    }

    private static func taken(_ folder: RunFolder) -> RunError {
        RunError(.input, "\(folder.path) holds a run already: give another folder with --run-dir")
    }

    /// Takes up a run where it stands: checks that the configuration still fits it, records what changed.
    static func open(
        _ folder: RunFolder,
        _ configuration: Configuration,
        _ options: RunOptions,
        notice: @Sendable (RunNotice) -> Void
    ) throws -> RunStore {
        let store = try hold(folder)
        let ledger = store.ledger
        if try ledger.run() == nil {
            // A crash between making the file and its first transaction: nothing was learned yet.
            let pool = try readPool(configuration, notice: notice)
            let run = RunRecord(
                name: configuration.run,
                seed: Int64(configuration.seed),
                createdAt: RunClock.wall,
                createdBy: options.version
            )
            try ledger.begin(run, configuration: record(configuration, round: 1), pool: pool.prompts, dropped: pool.dropped)
        } else {
            try ConfigurationGate.admit(configuration, ledger, notice: notice)
        }
        let recorded = try ledger.configuration()?.yaml
        if recorded != configuration.canonicalYAML() {
            let rounds = try ledger.rounds()
            let next = rounds.first { !$0.isClosed }?.round ?? rounds.count + 1
            try ledger.record(record(configuration, round: next), at: RunClock.wall)
        }
        try store.writeConfiguration(configuration, replacing: recorded)
        if options.retriesFailed {
            let all = try ledger.rounds()
            // A closed round asks for nothing any more, but that the last one may still have to be measured.
            let rounds = all.filter { options.factsOnly || !$0.isClosed || $0.round == all.last?.round }
            let revived = try rounds.reduce(0) { sum, record in
                let settled = try RoundStanding.read(record.round, ledger).settled(configuration.shape)
                return try sum
                    + ledger.reviveFailures(
                        rounds: [record.round],
                        settled: settled,
                        facts: options.factsOnly,
                        onlyRewards: record.weightVersion != all.last?.weightVersion
                    )
            }
            notice(.info("\(revived) given-up items are pending again"))
        }
        return store
    }

    /// The newest configuration of a ledger, or the one in force in a round; nil where it was only imported into.
    package static func configuration(_ ledger: Ledger, round: Int? = nil) throws -> Configuration? {
        guard let stored = try round.map({ try ledger.configuration(round: $0) }) ?? ledger.configuration() else { return nil }
        do {
            return try Configuration(yaml: stored.yaml, file: "the ledger", folder: stored.folder)
        } catch {
            throw RunError(.input, "the configuration in the ledger cannot be read by this version: \(error)")
        }
    }

    static func record(_ configuration: Configuration, round: Int) -> ConfigurationRecord {
        let yaml = configuration.canonicalYAML()
        return ConfigurationRecord(round: round, yaml: yaml, hash: SHA256.hexadecimal(of: yaml), folder: configuration.folder)
    }

    /// A copy of the configuration for people; the ledger's is the one that counts. A file of another's making stays as it is:
    /// it may be the very one the run was started with.
    private func writeConfiguration(_ configuration: Configuration, replacing old: String?) throws {
        if let there = SmallFile.read(folder.configuration), there != old.map({ Array($0.utf8) }) { return }
        try SmallFile.write(Array(configuration.canonicalYAML().utf8), to: folder.configuration)
    }

    /// Reads the whole source before anything is written.
    static func readPool(_ configuration: Configuration, notice: @Sendable (RunNotice) -> Void) throws -> PromptPool {
        guard let prompts = configuration.prompts else {
            throw RunError(.input, "the configuration has no prompts: set prompts.source to a file of prompts")
        }
        var pool = PromptPool(prompts: [], dropped: [])
        let sources = prompts.sources.map { source in
            Datasets.PromptSource(
                path: source.path.absolute,
                weight: source.weight,
                tags: source.tags,
                columns: ColumnMapping(source.columns)
            )
        }
        let reader = PromptSources(sources, system: configuration.policy.chat.system, maxCharacters: prompts.maxCharacters)
        let summaries: [PromptSummary]
        do {
            summaries = try reader.read { record, origin in
                var prompt = record.poolPrompt
                prompt.origin = origin.source
                pool.prompts.append(prompt)
            }
        } catch let error as DatasetError {
            throw RunError(.input, error.description)
        }
        let names = prompts.sources.map(\.path.text).joined(separator: ", ")
        let count = summaries.reduce(0) { $0 + $1.read }
        guard !pool.prompts.isEmpty else {
            throw RunError(.input, "\(names): no prompt is left of \(count): nothing to run")
        }
        try setApart(&pool, configuration)
        let usable = pool.prompts.count { !$0.isHeldOut }
        if let perRound = configuration.promptsPerRound, perRound > usable {
            let heldOut = configuration.heldOut == nil ? "" : " beside those held out"
            throw RunError(
                .input,
                "prompts.per_round is \(perRound), but \(names) holds only \(usable) different prompts\(heldOut): "
                    + "lower it, set it to all, or add prompts"
            )
        }
        pool.dropped = [
            ("duplicate", summaries.reduce(0) { $0 + $1.duplicates }), ("too_many_characters", summaries.reduce(0) { $0 + $1.tooLong }),
        ]
        for drop in pool.dropped where drop.count > 0 {
            notice(.info("\(names): left out \(drop.count) prompts (\(drop.reason))"))
        }
        return pool
    }

    /// Marks the held-out prompts of the pool, or adds those of a file of their own.
    private static func setApart(_ pool: inout PromptPool, _ configuration: Configuration) throws {
        guard let settings = configuration.heldOut else { return }
        try HeldOutSplit.mark(&pool.prompts, settings.prompts, runSeed: configuration.seed)
        guard case .source(let path) = settings.prompts else { return }
        var heldOut: [PoolPrompt] = []
        do {
            let reader = PromptReader(path: path.absolute, system: configuration.policy.chat.system, maxCharacters: nil)
            _ = try reader.read { record in
                var prompt = record.poolPrompt
                prompt.isHeldOut = true
                heldOut.append(prompt)
            }
        } catch let error as DatasetError {
            throw RunError(.input, error.description)
        }
        // A prompt that is held out is held out, whatever file it also stands in.
        let hashes = Set(heldOut.map(\.contentHash))
        pool.prompts.removeAll { hashes.contains($0.contentHash) }
        pool.prompts += heldOut
        guard !heldOut.isEmpty, pool.prompts.count > heldOut.count else {
            throw RunError(.input, "held_out.source \(path.text) leaves no prompt to train on or none to hold out: check both files")
        }
    }

    /// Moves the write-ahead log into the file and, where the ledger lies elsewhere, copies it into the folder.
    package func finish() throws {
        try ledger.truncateLog()
        try copyOut()
    }

    /// A consistent copy of a ledger that lies outside the folder, so that the folder is whole.
    func copyOut() throws {
        guard folder.ledger != folder.ledgerCopy else { return }
        let fresh = folder.ledgerCopy + ".new"
        unlink(fresh)
        try ledger.copy(to: fresh)
        guard rename(fresh, folder.ledgerCopy) == 0 else {
            throw RunError(.resumable, "\(folder.ledgerCopy) cannot be replaced: \(String(cString: strerror(errno)))")
        }
    }

    private static func take(_ folder: RunFolder) throws(RunError) -> RunLock {
        do {
            return try RunLock(path: folder.lock)
        } catch {
            switch error {
            case .held(let holder):
                let who = holder.map { "process \($0)" } ?? "another process"
                throw RunError(.locked, "\(folder.path) is in use: \(who) holds \(folder.lock)")
            case .unavailable(let reason):
                throw RunError(.input, "\(folder.lock) cannot be locked (\(reason)): make the run folder writable")
            }
        }
    }

    private static func checkFileSystem(_ folder: RunFolder) throws(RunError) {
        let place = String(folder.ledger[..<(folder.ledger.lastIndex(of: "/") ?? folder.ledger.startIndex)])
        if let refusal = refusal(of: FileSystemKind.of(place), at: place) { throw refusal }
    }

    /// The refusal of a ledger at `place`; nil where it may lie there.
    static func refusal(of kind: FileSystemKind, at place: String) -> RunError? {
        guard case .network(let name) = kind else { return nil }
        return RunError(
            .input,
            "\(place) lies on a network file system (\(name)), where SQLite's write-ahead log is not safe: keep the ledger on a local disk "
                + "with --ledger /local/path/run.sqlite (a copy is put into the run folder at every round end)"
        )
    }
}
