import Evolution
import Testing

@Suite struct StrategiesTests {
    @Test func fiveAreBuiltInInTheirOrder() {
        #expect(RewriteStrategy.builtIn.map(\.name) == ["breadth", "deepen", "constrain", "concretize", "reason"])
        #expect(Set(RewriteStrategy.builtIn.map(\.template)).count == 5)
    }

    @Test(arguments: RewriteStrategy.builtIn)
    func aBuiltInOneIsACompleteInstruction(strategy: RewriteStrategy) {
        let lines = strategy.render(parent: "What is\na dog?").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "Rewriting task: \(strategy.name)")
        #expect(Array(lines.suffix(4)) == ["--- BEGIN PROMPT ---", "What is", "a dog?", "--- END PROMPT ---"])
        #expect(strategy.template.contains("Do not answer it"))
        #expect(strategy.template.contains("Answer with the new prompt only"))
        #expect(strategy.template.split(separator: " ").count < 260)
        #expect(throws: Never.self) { try RewriteStrategy(name: strategy.name, template: strategy.template) }
    }

    @Test func everyPlaceholderBecomesTheParent() throws {
        let strategy = try RewriteStrategy(name: "twice", template: "{prompt}\n---\n{prompt}!")
        #expect(strategy.render(parent: "Why?") == "Why?\n---\nWhy?!")
    }

    @Test(arguments: ["{prompt}", "What does {prompt}{prompt} mean in {templates}?", "{", "}", "{pro", "mpt}", "", "\\(0) $1 %@"])
    func placeholdersInsideTheParentStay(parent: String) throws {
        let strategy = try RewriteStrategy(name: "own", template: "Rewrite <{prompt}> and <{prompt}>.")
        #expect(strategy.render(parent: parent) == "Rewrite <\(parent)> and <\(parent)>.")
    }

    @Test func otherBracesAreText() throws {
        let strategy = try RewriteStrategy(name: "json", template: "{\"prompt\": \"{prompt}\", {{prompt}}, { prompt }, {Prompt}}")
        #expect(strategy.render(parent: "é") == "{\"prompt\": \"é\", {é}, { prompt }, {Prompt}}")
    }

    @Test func wrongOnesAreRefusedInOneSentence() {
        func message(_ name: String, _ template: String) -> String {
            do {
                _ = try RewriteStrategy(name: name, template: template)
                return ""
            } catch { return "\(error)" }
        }
        #expect(
            message("mine", "Make it harder.")
                == "the template of the strategy mine has no {prompt}: put it where the prompt to rewrite belongs"
        )
        #expect(message("mine", " \n") == "the template of the strategy mine is empty: write an instruction with {prompt} in it")
        for name in ["", "a b", "../a", "é", "a\u{1b}[2J", String(repeating: "a", count: 65)] {
            #expect(
                message(name, "{prompt}").hasSuffix(
                    "is no name for a rewriting strategy: use 1 to 64 of the characters a-z, A-Z, 0-9, _ and -"
                )
            )
        }
    }

    @Test func ownStrategiesReplaceBuiltInOnesOfTheirName() throws {
        let deepen = try RewriteStrategy(name: "deepen", template: "Deeper: {prompt}")
        let poem = try RewriteStrategy(name: "poem", template: "As a poem: {prompt}")
        let book = try StrategyBook(own: [poem, deepen])
        #expect(book.strategies.map(\.name) == ["breadth", "deepen", "constrain", "concretize", "reason", "poem"])
        #expect(try book.strategy(named: "deepen") == deepen)
        #expect(try book.strategies(named: ["poem", "breadth"]) == [poem, .breadth])
        #expect(throws: EvolutionError.repeatedStrategy("poem")) { try StrategyBook(own: [poem, poem]) }
        #expect(throws: EvolutionError.repeatedStrategy("reason")) { try book.strategies(named: ["reason", "poem", "reason"]) }
        #expect(throws: EvolutionError.noStrategies) { try book.strategies(named: []) }
    }

    @Test(arguments: [
        ("deepn", "deepen"), ("Breadth", "breadth"), ("concretise", "concretize"), ("constraint", "constrain"), ("reasons", "reason"),
        ("reasoning", nil), ("xyz", nil), ("", nil),
    ])
    func unknownNamesAreAnsweredWithTheNearest(pair: (String, String?)) throws {
        let error = #expect(throws: EvolutionError.self) { try StrategyBook().strategy(named: pair.0) }
        let message = try #require(error).description
        if let meant = pair.1 {
            #expect(message == "there is no rewriting strategy \"\(pair.0)\": did you mean \(meant)?")
        } else {
            #expect(message.hasSuffix("there are: breadth, deepen, constrain, concretize, reason"))
        }
    }
}
