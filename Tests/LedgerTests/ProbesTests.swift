import GRDB
import Testing

@testable import Ledger

/// What looking at endpoints showed is kept, all of it; the last of each check is what counts.
@Suite struct ProbesTests {
    private func probe(_ check: String, _ verdict: String, endpoint: String = "http://a", value: Double? = nil) -> ProbeRecord {
        ProbeRecord(
            role: "policy",
            endpoint: endpoint,
            check: check,
            verdict: verdict,
            message: "\(check) was \(verdict)",
            remedy: verdict == "good" ? nil : "mend it",
            value: value,
            bound: value.map { $0 / 2 }
        )
    }

    @Test func theLastOfEachCheckAndEndpointIsRead() throws {
        let book = try Book(round: false)
        try book.ledger.record([probe("template", "bad"), probe("template", "good", endpoint: "http://b")], at: 10)
        try book.ledger.record([probe("log-probs", "warning", value: 0.5), probe("template", "good")], at: 20)
        let last = try book.ledger.lastProbes()
        #expect(
            last.map(\.record) == [
                probe("template", "good", endpoint: "http://b"), probe("log-probs", "warning", value: 0.5), probe("template", "good"),
            ]
        )
        #expect(last.map(\.at) == [10, 20, 20])
    }

    @Test func theViewShowsNamesAndNumbers() throws {
        let book = try Book(round: false)
        try book.ledger.record([probe("log-probs", "bad", value: 0.25)], at: 0)
        let row = try book.ledger.database.read { database in
            try Row.fetchOne(database, sql: "SELECT at, role, endpoint, check_name, verdict, remedy, value, bound FROM v_probe")
        }
        let found = try #require(row)
        #expect(found["at"] as String == "1970-01-01 00:00:00" && found["endpoint"] as String == "http://a")
        #expect(found["value"] as Double == 0.25 && found["bound"] as Double == 0.125 && found["remedy"] as String == "mend it")
    }

    @Test func whatIsNoNumberIsRefused() throws {
        let book = try Book(round: false)
        #expect(throws: LedgerError.self) { try book.ledger.record([probe("log-probs", "bad", value: .nan)], at: 0) }
        #expect(try book.ledger.lastProbes().isEmpty)
    }

    @Test func oneThatKillsTheTerminalIsKeptAsItWas() throws {
        let book = try Book(round: false)
        var hostile = probe("template", "good")
        hostile.message = "a\u{0}b\u{1B}[2J"
        try book.ledger.record([hostile], at: 0)
        #expect(try book.ledger.lastProbes().first?.record.message == "a\u{FFFD}b\u{1B}[2J")
    }
}
