import GRDB
import Testing

@testable import Ledger

/// A ledger of the first version opens, becomes one of this version, and keeps every fact.
@Suite struct OldLedgersAreMigratedTests {
    private let folder: TemporaryFolder
    private let path: String

    /// Makes a ledger with the first migration alone and writes a closed round into it, the way that version did.
    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("run.sqlite")
        let queue = try DatabaseQueue(path: path)
        try Migrations.migrator.migrate(queue, upTo: "001 spine")
        try queue.write { try $0.execute(sql: Self.firstVersionsRows) }
        try queue.close()
    }

    private static let firstVersionsRows = """
        INSERT INTO name (id, text) VALUES (20, 'policy'), (21, 'reference'), (22, 'http://policy'), (23, 'rm'), (24, 'fake'), (25, 'not_kept'),
            (26, 'sample'), (27, 'timed_out'), (28, 'no_pair');
        INSERT INTO run VALUES (1, 'old', 5, 1.5, '0.1');
        INSERT INTO configuration VALUES (1, 1, 'run: old', 'h', '/f', 1.5);
        INSERT INTO round VALUES (1, 20, 21, 0, 1, 2.5, 9.5);
        INSERT INTO prompt VALUES (1, 'aa', '[{"role":"user","content":"one"}]', 'p1', '{"k":1}', NULL, NULL, 0, NULL),
            (2, 'bb', '[{"role":"user","content":"two"}]', NULL, NULL, NULL, NULL, 0, NULL),
            (3, 'cc', '[{"role":"user","content":"three"}]', NULL, NULL, NULL, NULL, 0, NULL);
        INSERT INTO prompt_tokens VALUES (1, 20, 't', x'07000000');
        INSERT INTO round_prompt VALUES (1, 1, 0, 1, 0.5, NULL), (1, 1, 1, 2, NULL, NULL), (1, 1, 2, 3, NULL, NULL);
        INSERT INTO response VALUES (1, 1, 1, 1, 0, 100, 'good', x'0800000000000000', NULL, 2, 8, 20, 22, 0, 3.5),
            (2, 1, 1, 1, 1, 101, 'bad', x'0900000000000000', NULL, 2, 9, 20, 22, 0, 3.5),
            (3, 1, 1, 2, 0, 102, 'only', NULL, NULL, NULL, 10, 20, 22, 0, NULL);
        INSERT INTO failure VALUES (1, 1, 26, 3, 0, NULL, 20, 6, 1, 27, 'no answer');
        INSERT INTO reward VALUES (1, 1, 23, 23, 24, 2.25, NULL), (1, 2, 23, 23, 24, -1.5, NULL), (1, 3, 23, 23, 24, 0, NULL);
        INSERT INTO logprob VALUES (1, 1, 20, 0, 4, 6, -1.25, 2), (1, 1, 21, 0, 4, 6, -1.75, 2), (1, 2, 20, 0, 4, 6, -4, 2),
            (1, 2, 21, 0, 4, 6, -3, 2);
        INSERT INTO selection VALUES (7, 1, 1, 'base', '{}', '{}');
        INSERT INTO pair VALUES (7, 1, 0, 1, 2, 3.75, 0.5, 1.5, 1, 1, NULL);
        INSERT INTO unpaired VALUES (7, 1, 2, 28), (7, 2, 3, 28);
        INSERT INTO export VALUES (4, 7, 'trl', 'rounds/001/trl/train.jsonl', 'scores', 1, 'abc', 8.5);
        INSERT INTO training VALUES (1, 1, '["t"]', 10, 20, 0, 'models/round-001/model');
        INSERT INTO event VALUES (1, 1.5, NULL, 'started', 'selfplay 0.1');
        INSERT INTO tally VALUES (1, 'prompt', '', 3), (1, 'response', 'stop', 1), (1, 'response', 'length', 1), (1, 'response', 'unknown', 1),
            (1, 'failed:sample', 'timed_out', 1), (1, 'reward', 'rm', 3), (1, 'logprob', 'policy', 2), (1, 'logprob', 'reference', 2),
            (1, 'pair', '', 1), (1, 'pair_kept', '', 1);
        """

    private static let tables = [
        "name", "run", "configuration", "round", "prompt", "prompt_tokens", "round_prompt", "response", "failure", "reward", "logprob",
        "selection", "pair", "unpaired", "export", "training", "event", "tally",
    ]

    /// Columns of later versions. A round's weights come last, wherever they stand.
    private static let added: [String: Set<String>] = [
        "round": ["reference_version", "weight_version"], "training": ["weight_version"], "prompt": ["origin"],
        "pair": ["number", "chosen_reward", "rejected_reward", "flipped"],
    ]

    /// Every row of the first version's tables in its columns, as text.
    private func facts() throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { database in
            try Self.tables.flatMap { table in
                let added = Self.added[table] ?? []
                let columns = try database.columns(in: table).map(\.name).filter { !added.contains($0) }
                let wanted = table == "round" ? columns + ["weight_version"] : columns
                let rows = try Row.fetchAll(database, sql: "SELECT \(wanted.joined(separator: ", ")) FROM \(table) ORDER BY 1, 2")
                return rows.map { "\(table) \(Array($0.databaseValues))" }
            }
        }
    }

    @Test func everyFactIsKept() throws {
        let before = try facts()
        #expect(before.count == 58)
        try Ledger.open(path: path).close()
        #expect(try facts().filter { before.contains($0) } == before)
        #expect(try facts().count == before.count)
    }

    @Test func itIsReadAsWhatItSays() throws {
        let ledger = try Ledger.open(path: path)
        let round = RoundRecord(
            round: 1,
            policy: "policy",
            reference: "reference",
            weightVersion: "",
            referenceVersion: "",
            firstResponse: 1,
            startedAt: 2.5,
            closedAt: 9.5
        )
        #expect(try ledger.rounds() == [round])
        let training = try #require(try ledger.trainings().first)
        #expect(training.isDone && training.modelPath == "models/round-001/model" && training.weightVersion == "")
        #expect(try ledger.exports(round: 1).map(\.selection) == [7])
        #expect(try ledger.tallyFaults().isEmpty)
        #expect(try ledger.integrity() == "ok")
        #expect(try ledger.plannedPhases(round: 1) == [.base])
        let query = AnswerQuery(
            round: 1,
            samples: 2,
            reward: "rm",
            policy: "policy",
            reference: "reference",
            weightVersion: "",
            sources: [.given],
            excludesTruncated: false
        )
        #expect(try ledger.answers(query).responseIDs == [1, 2])
    }

    @Test func whatTheNextVersionAsksForIsThere() throws {
        let ledger = try Ledger.open(path: path)
        let rows = try ledger.database.read { database in
            (
                sources: try Row.fetchAll(database, sql: "SELECT * FROM export_source").map { "\(Array($0.databaseValues))" },
                orphans: try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count,
                prompts: try Int.fetchOne(database, sql: "SELECT prompts FROM v_round WHERE round = 1 AND reference_version = ''")
            )
        }
        #expect(rows.sources == ["[4, 0, 7]"])
        #expect(rows.orphans == 0)
        #expect(rows.prompts == 3)
        try ledger.database.read { database in
            for view in try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'view'") {
                #expect(throws: Never.self) { try Row.fetchAll(database, sql: "SELECT * FROM \(view)") }
            }
        }
    }

    @Test func itGoesOnAsIfItHadAlwaysBeenOfThisVersion() throws {
        let ledger = try Ledger.open(path: path)
        try ledger.plan(
            round: 2,
            policy: "policy",
            reference: "reference",
            weightVersion: "round-001",
            referenceVersion: "",
            phase: .parents,
            prompts: [(1, 0.5)],
            at: 3
        )
        #expect(try ledger.rounds().map(\.weightVersion) == ["", "round-001"])
        #expect(try ledger.plannedPhases(round: 2) == [.parents])
    }

    @Test func whoOnlyReadsIsToldWhatBringsItUpToDate() throws {
        do {
            _ = try Ledger.openReadOnly(path: path)
            Issue.record("an old ledger was read without its new tables")
        } catch {
            #expect(error.kind == .older)
            #expect(error.message.contains("selfplay resume"))
        }
    }

    @Test func aLedgerOfALaterVersionIsRefused() throws {
        try Ledger.open(path: path).close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('003 later')") }
        try queue.close()
        do {
            _ = try Ledger.open(path: path)
            Issue.record("a newer ledger was opened")
        } catch {
            #expect(error.kind == .newer)
        }
    }
}
