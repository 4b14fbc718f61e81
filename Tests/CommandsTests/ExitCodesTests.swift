import Ledger
import Orchestrator
import Settings
import Testing

@testable import Commands

@Suite("Errors become exit codes and sentences")
struct ExitCodesTests {
    @Test("a run's refusal, stop and lock", arguments: [(RunError.Kind.input, Int32(2)), (.resumable, 3), (.locked, 4)])
    func runErrors(_ kind: RunError.Kind, _ code: Int32) throws {
        let told = try #require(ExitCodes.explain(RunError(kind, "why")))
        #expect(told.code == code && told.message == "why")
    }

    @Test(
        "what is wrong with a ledger",
        arguments: [
            (LedgerError.Kind.missing, Int32(2)), (.notALedger, 2), (.readOnly, 2), (.newer, 2), (.older, 2), (.full, 3),
            (.inconsistent, 70),
            (.other, 70),
        ]
    )
    func ledgerErrors(_ kind: LedgerError.Kind, _ code: Int32) throws {
        let told = try #require(ExitCodes.explain(LedgerError(kind, "why")))
        #expect(told.code == code && told.message == "why")
    }

    @Test("a configuration's problems, all of them, one a line")
    func configurationErrors() throws {
        let thrown = #expect(throws: ConfigurationError.self) {
            try Configuration(yaml: "run: a\nsede: 1\nrewards: []\n", file: "c.yaml", folder: "/")
        }
        let error = try #require(thrown)
        let told = try #require(ExitCodes.explain(error))
        #expect(told.code == 2 && told.message.contains("c.yaml:2:1: there is no key `sede`; did you mean `seed`?"))
    }

    @Test("a drain before the first request")
    func cancellation() throws {
        #expect(try #require(ExitCodes.explain(CancellationError())).code == 130)
    }

    @Test("what is not ours is left to others")
    func unknown() {
        struct Strange: Error {}
        #expect(ExitCodes.explain(Strange()) == nil)
    }

    @Test("a full database in any statement can be resumed")
    func fullDatabase() throws {
        let ledger = try Ledger.inMemory()
        let thrown = #expect(throws: (any Error).self) { try ledger.fill() }
        let error = try #require(thrown)
        let told = try #require(ExitCodes.explain(error))
        #expect(told.code == 3 && told.message.contains("free disk space"))
    }
}
