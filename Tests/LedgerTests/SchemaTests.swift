import GRDB
import Testing

@testable import Ledger

/// The ledger is a public interface: its tables and views are what the design says.
@Suite struct SchemaTests {
    private static let tables = [
        "annotation", "batch", "batch_item", "choice", "comparison", "configuration", "embedding", "evaluation", "event", "export",
        "export_source", "failure", "logprob", "logprob_tokens", "member", "name", "pair", "pair_value", "probe", "prompt", "prompt_tokens",
        "response", "reward",
        "rewrite", "round", "round_prompt",
        "run", "selection", "session", "spend", "strategy", "tally", "training", "unpaired", "weight_check",
    ]
    private static let views = [
        "v_annotation", "v_batch", "v_batch_item", "v_comparison", "v_embedding", "v_failure", "v_logprob", "v_member", "v_pair",
        "v_pair_value", "v_probe", "v_prompt",
        "v_response", "v_reward", "v_rewrite",
        "v_round", "v_spend", "v_training", "v_weight_check",
    ]

    @Test func everyTableIsThereAndStrict() throws {
        let book = try Book()
        let strict = try book.all("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 1 ORDER BY name")
        #expect(strict == Self.tables)
        let loose = try book.all(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        #expect(loose == ["grdb_migrations"])
    }

    @Test func everyViewIsThereAndCanBeRead() throws {
        let book = try Book()
        #expect(try book.all("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name") == Self.views)
        for view in Self.views { #expect(throws: Never.self) { try book.all("SELECT * FROM \(view)") } }
    }

    /// What people and other tools were promised to find (DESIGN.md).
    @Test(arguments: [
        ("round", "round policy reference weight_version started_at closed_at"),
        ("prompt", "id content_hash messages external_id metadata parent_id strategy born_round"),
        ("prompt_tokens", "prompt_id model template_hash ids"),
        ("round_prompt", "round phase prompt_id position weight reason"),
        ("response", "id round phase prompt_id sample seed text token_ids tokens finish_reason model endpoint weight_version latency_ms"),
        ("logprob", "round response_id model weight_version source mode sum tokens"),
        ("reward", "round response_id name model contract score details"),
        ("selection", "id round phase name spec statistics"),
        ("pair", "selection prompt_id number chosen_id rejected_id explicit_margin implicit_margin score rank kept flipped reason"),
        ("pair_value", "selection position number name value"),
        ("choice", "selection prompt_id position score rank kept reason"),
        ("member", "selection position response_id reward accepted weight rank"),
        ("export", "selection format path rows sha256"),
        ("training", "round attempt command started_at finished_at exit_code model_path"),
        ("rewrite", "round parent_id strategy attempt seed text prompt_id reason"),
        ("failure", "round stage prompt_id sample response_id model attempts gave_up error"),
        ("comparison", "round prompt_id name first_id second_id share shown_first shown_second"),
        ("embedding", "response_id model dimension vector"),
        ("annotation", "round phase response_id chosen reason"),
        ("tally", "round kind reason count"),
        ("probe", "at role endpoint check_name verdict message remedy value bound"),
    ])
    func theColumnsPeopleReadAreThere(_ table: String, _ columns: String) throws {
        let found = Set(try Book().all("SELECT name FROM pragma_table_info('\(table)')"))
        for column in columns.split(separator: " ") { #expect(found.contains(String(column)), "\(table).\(column)") }
    }

    @Test func reservedNamesHaveTheKeysThatStatementsHoldAsConstants() throws {
        let names = try Book(round: false).all("SELECT id || ' ' || text FROM name WHERE id <= 10 ORDER BY id")
        #expect(
            names == [
                "0 ", "1 base", "2 evolved", "3 sampled", "4 given", "5 imported", "6 raw", "7 processed", "8 stop", "9 length",
                "10 unknown",
            ]
        )
    }

    @Test func aNumberIsRefusedWhereTextBelongs() throws {
        let book = try Book()
        #expect(throws: DatabaseError.self) {
            try book.ledger.database.write { try $0.execute(sql: "INSERT INTO tally VALUES (1, 'x', '', 'many')") }
        }
    }
}
