import Testing

@testable import Orchestrator

@Suite struct CommandTemplateTests {
    private func expand(_ arguments: [String], _ values: [CommandPlaceholder: String] = [:]) throws -> [String] {
        try CommandTemplate(arguments, key: "trainer.command").expanded(values)
    }

    private func refusal(_ argument: String, known: [CommandPlaceholder] = CommandPlaceholder.ofTrainers) -> String? {
        do {
            _ = try CommandTemplate([argument], key: "trainer.command", known: known)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func placeholdersBecomeValuesWhereverTheyStand() throws {
        let values: [CommandPlaceholder: String] = [
            .dataset: "/r/d.jsonl", .policy: "base", .output: "/m/new", .round: "3", .run: "/r", .reference: "ref",
        ]
        #expect(
            try expand(["train", "{dataset}", "--out={output}", "{policy}/{round}", "{run}{reference}", ""], values)
                == ["train", "/r/d.jsonl", "--out=/m/new", "base/3", "/rref", ""]
        )
    }

    @Test func doubledBracesAreBraces() throws {
        #expect(
            try expand(["{{\"lr\": {{\"max\": 1}}}}", "{{output}}", "{{{round}}}"], [.round: "1"]) == [
                "{\"lr\": {\"max\": 1}}", "{output}", "{1}",
            ]
        )
    }

    @Test func valuesAreNeverReadAgainAndNeverSplit() throws {
        #expect(
            try expand(["{policy}", "{dataset}"], [.policy: "{output} {{x}}", .dataset: "a b;$(c)"]) == ["{output} {{x}}", "a b;$(c)"]
        )
        let bound = try CommandTemplate(["{policy}", "{output}"], key: "k").filling([.policy: "{output}"])
        #expect(bound.contains(.output))
        #expect(try bound.expanded([.output: "o"]) == ["{output}", "o"])
    }

    @Test func whatIsMissingIsNamed() throws {
        let template = try CommandTemplate(["{output}"], key: "trainer.command")
        #expect(template.contains(.output) && !template.contains(.dataset))
        #expect(throws: RunError(.input, "trainer.command: {output} has no value here; take it out")) { try template.expanded() }
    }

    @Test func unknownNamesAreRefusedWithTheKnownOnes() {
        #expect(
            refusal("--data={data}")
                == "trainer.command, argument \"--data={data}\": {data} is unknown here; known: {dataset} {policy} {reference} {output} {round} {run}; write {{data}} for the text itself"
        )
        #expect(refusal("{output}", known: [.round, .run])?.contains("known: {round} {run};") == true)
        #expect(refusal("${HOME}")?.contains("{HOME} is unknown here") == true)
    }

    @Test(arguments: ["{", "a{", "{}", "{\"a\":1}", "{a{", "{output", "{out put}"]) func loneOpeningBracesAreRefused(_ argument: String) {
        #expect(refusal(argument) == "trainer.command, argument \"\(argument)\": a lone {; write {{ for a brace")
    }

    @Test(arguments: ["}", "{round}}", "a}b"]) func loneClosingBracesAreRefused(_ argument: String) {
        #expect(refusal(argument) == "trainer.command, argument \"\(argument)\": a lone }; write }} for a brace")
    }
}
