import Foundation
import GRDB
import Testing

@testable import Ledger

/// What happens at the edges of the ledger's file: opening, refusing, copying.
@Suite struct FilesTests {
    private let folder: TemporaryFolder
    private var file: String { folder.file("run.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func aCommitSurvivesThePowerSynchronousIsFullAndTheJournalIsALog() throws {
        let book = try Book(file)
        #expect(try book.ledger.synchronousLevel() == 2)
        #expect(try book.all("PRAGMA journal_mode") == ["wal"])
        try book.respond(1, [0])
        #expect(try book.ledger.synchronousLevel() == 2, "it must stay so after transactions")
        #expect(try book.ledger.integrity() == "ok")
    }

    @Test func openingAgainFindsEverything() throws {
        let book = try Book(file)
        try book.respond(1, [0, 1])
        try book.ledger.close()
        let again = try Ledger.open(path: file)
        #expect(try again.run()?.name == "tests")
        #expect(try again.synchronousLevel() == 2)
        #expect(try again.tallyFaults().isEmpty)
        #expect(try again.pool().map(\.id) == [1, 2, 3])
        #expect(try again.pool().map(\.hash) == [1, 2, 3])
        #expect(try again.configuration()?.yaml == "run: tests")
    }

    @Test func anEmptyFileBecomesALedger() throws {
        try Data().write(to: URL(fileURLWithPath: file))
        let ledger = try Ledger.open(path: file)
        #expect(try ledger.run() == nil)
        #expect(try ledger.integrity() == "ok")
    }

    @Test func whatIsNoDatabaseIsRefusedAndNotTouched() throws {
        let text = Data("run: quickstart\nthis is a configuration, and a long one\n".utf8) + Data(repeating: 65, count: 4096)
        try text.write(to: URL(fileURLWithPath: file))
        #expect(kind { try Ledger.open(path: file) } == .notALedger)
        #expect(kind { try Ledger.openReadOnly(path: file) } == .notALedger)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == text)
    }

    @Test func anotherProgramsDatabaseIsRefusedAndNotTouched() throws {
        let other = try DatabaseQueue(path: file)
        try other.write { try $0.execute(sql: "CREATE TABLE notes (text TEXT)") }
        try other.close()
        #expect(kind { try Ledger.open(path: file) } == .notALedger)
        #expect(kind { try Ledger.openReadOnly(path: file) } == .notALedger)
        let tables = try DatabaseQueue(path: file).read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema") }
        #expect(tables == ["notes"])
    }

    @Test func aMissingFileOrFolderIsSaidToBeMissing() throws {
        #expect(kind { try Ledger.openReadOnly(path: file) } == .missing)
        #expect(kind { try Ledger.open(path: folder.file("no/such/run.sqlite")) } == .missing)
    }

    @Test func aNewerSchemaIsRefusedForReadingAndForWriting() throws {
        try Book(file).ledger.close()
        let newer = try DatabaseQueue(path: file)
        try newer.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 from the future')") }
        try newer.close()
        #expect(kind { try Ledger.openReadOnly(path: file) } == .newer)
        #expect(kind { try Ledger.open(path: file) } == .newer)
    }

    @Test func anOlderSchemaIsReadOnlyAfterItWasBroughtUpToDate() throws {
        try Data().write(to: URL(fileURLWithPath: file))
        #expect(kind { try Ledger.openReadOnly(path: file) } == .older)
        try Ledger.open(path: file).close()
        #expect(throws: Never.self) { try Ledger.openReadOnly(path: file) }
    }

    @Test func writingThroughAReadOnlyConnectionIsSaidToBeReadOnly() throws {
        try Book(file).ledger.close()
        let ledger = try Ledger.openReadOnly(path: file)
        #expect(kind { do { try ledger.note("x", "y", round: nil, at: 0) } catch { throw LedgerError.explaining(error) } } == .readOnly)
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may write every file"))
    func aReadOnlyFileIsSaidToBeReadOnly() throws {
        try Book(file).ledger.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file)
        #expect(kind { try Ledger.open(path: file) } == .readOnly)
    }

    @Test func theErrorsOfSQLiteAreToldInOneSentenceThatSaysWhatToDo() {
        func told(_ code: ResultCode) -> LedgerError { LedgerError(DatabaseError(resultCode: code, message: "m"), path: "/r/run.sqlite") }
        #expect(told(.SQLITE_READONLY).kind == .readOnly)
        #expect(told(.SQLITE_FULL).kind == .full)
        #expect(told(.SQLITE_IOERR).kind == .full)
        #expect(told(.SQLITE_FULL).message.contains("free disk space"))
        #expect(told(.SQLITE_CONSTRAINT).kind == .other)
        #expect(told(.SQLITE_READONLY).message.hasPrefix("/r/run.sqlite "))
    }

    @Test func afterTheLogIsTruncatedTheFileAloneIsTheWholeLedger() throws {
        let book = try Book(file)
        try book.respond(1, [0, 1, 2])
        try book.ledger.truncateLog()
        try FileManager.default.copyItem(atPath: file, toPath: folder.file("copy.sqlite"))
        let copy = try Ledger.open(path: folder.file("copy.sqlite"))
        #expect(try copy.integrity() == "ok")
        #expect(try copy.tally() == book.ledger.tally())
        #expect(try copy.tallyFaults().isEmpty)
    }

    @Test func aCopyIsWholeWithoutTruncatingAndNeverOverwrites() throws {
        let book = try Book(file)
        try book.respond(1, [0, 1, 2])
        try book.ledger.copy(to: folder.file("copy.sqlite"))
        #expect(try Ledger.openReadOnly(path: folder.file("copy.sqlite")).tally() == book.ledger.tally())
        #expect(throws: (any Error).self) { try book.ledger.copy(to: folder.file("copy.sqlite")) }
    }

    @Test func aReaderSeesWhatIsCommittedWhileTheRunGoesOn() throws {
        let book = try Book(file)
        let reader = try Ledger.openReadOnly(path: file)
        try book.respond(1, [0])
        #expect(try reader.tally().contains(TallyEntry(round: 1, kind: "response", reason: "stop", count: 1)))
    }

    @Test(.enabled(if: SQLiteShell.path != nil, "the sqlite3 program is not installed"))
    func theSQLiteShellReadsTheViewsWhileTheRunGoesOn() throws {
        let book = try Book(file)
        try book.ledger.commit([.response(Book.response(2, 0, text: "naïve 日本"))], round: 1)
        try book.ledger.commit([Book.reward(1, 0.1), Book.logprob(1, -1.25), Book.failure("sample", 1, 0)], round: 1)
        #expect(
            try SQLiteShell.run("SELECT position, external_id, sample, text, finish_reason, model, endpoint FROM v_response", on: file)
                == ["1|q1|0|naïve 日本|stop|policy|http://policy"]
        )
        #expect(try SQLiteShell.run("SELECT name, contract, score FROM v_reward", on: file) == ["rm|fake|0.1"])
        #expect(try SQLiteShell.run("SELECT model, source, mode, sum, tokens FROM v_logprob", on: file) == ["policy|given|raw|-1.25|2"])
        #expect(try SQLiteShell.run("SELECT stage, reason, gave_up FROM v_failure", on: file) == ["sample|timed_out|1"])
        #expect(try SQLiteShell.run("SELECT policy, reference, prompts, responses FROM v_round", on: file) == ["policy|base|3|1"])
        #expect(try SQLiteShell.run("PRAGMA integrity_check", on: file) == ["ok"])
        #expect(try SQLiteShell.run("SELECT hex(token_ids) FROM response", on: file) == ["0700000008000000"])
    }

    private func kind<Value>(_ body: () throws -> Value) -> LedgerError.Kind? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? LedgerError)?.kind
        }
    }
}
