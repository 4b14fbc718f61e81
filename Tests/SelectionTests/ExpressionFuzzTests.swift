import Testing

@testable import Selection

@Suite struct ExpressionFuzzTests {
    /// The pairs of made-up facts, by both ways of computing.
    private func candidates() throws -> (evaluator: ColumnEvaluator, round: ReferenceExpression.Round, Vocabulary) {
        let facts = ReferenceFacts(seed: 3)
        let table = facts.table
        let pairs = CandidatePairs.all(of: table)
        let columns = PairColumns(table, family: .simpo, beta: ReferenceFacts.beta, runSeed: 1, round: 1)
        let indices = (0..<pairs.count).map { (chosen: Int(pairs.chosen[$0]), rejected: Int(pairs.rejected[$0])) }
        let round = facts.pairRound(indices)
        return (ColumnEvaluator(pairs: pairs, columns: columns), round, Vocabulary(columns: round.columns.keys.sorted(), isOfPairs: true))
    }

    private func score(_ text: String) throws -> ExpressionProgram {
        try ScoreExpression.parse(text, in: ReferenceFacts.catalogue).program
    }

    private typealias Vocabulary = ReferenceExpression.Vocabulary

    private func agree(_ values: [Double], _ expected: [Double?]) -> Bool {
        zip(values, expected).allSatisfy { value, expected in
            guard let expected else { return value.isNaN }
            return value == expected || abs(value - expected) <= 1e-12 * abs(expected)
        }
    }

    @Test func theReferenceKnowsEveryColumn() throws {
        let (_, round, _) = try candidates()
        for column in ColumnReader(level: .pair, catalogue: ReferenceFacts.catalogue).names where !column.hasPrefix("p_judge") {
            #expect(round.columns[column] != nil, Comment(rawValue: column))
        }
        let responses = ReferenceFacts(seed: 3).responseRound
        for column in ColumnReader(level: .response, catalogue: ReferenceFacts.catalogue).names {
            #expect(responses.columns[column] != nil, Comment(rawValue: column))
        }
        #expect(round.prompts.count > 15)
    }

    @Test func everyColumnHasItsValue() throws {
        let (evaluator, round, vocabulary) = try candidates()
        for column in vocabulary.columns {
            let values = evaluator.evaluate(try score(column)).values
            #expect(agree(values, round.columns[column] ?? []), Comment(rawValue: column))
            #expect(column.hasSuffix("none)") || values.contains { $0.isFinite }, Comment(rawValue: column))
        }
    }

    @Test func fiveThousandValidExpressionsOfPairsAgreeWithTheReference() throws {
        let (evaluator, round, vocabulary) = try candidates()
        var generator = SeededGenerator(seed: 11)
        var finite = 0
        for number in 0..<5000 {
            let isCondition = number % 4 == 0
            let depth = Int.random(in: 0...4, using: &generator)
            let expression: ReferenceExpression =
                isCondition ? .randomCondition(depth: depth, vocabulary, &generator) : .randomNumber(depth: depth, vocabulary, &generator)
            let text = expression.text(&generator)
            let program = try isCondition ? FilterExpression.parse(text, in: ReferenceFacts.catalogue).program : score(text)
            let values = evaluator.evaluate(program).values
            #expect(agree(values, expression.values(round)), Comment(rawValue: text))
            finite += values.count { $0.isFinite }
        }
        // The comparison is worth something only while most values are numbers.
        #expect(finite > 5000 * round.prompts.count / 2)
    }

    @Test func fiveThousandValidExpressionsOfResponsesAgreeWithTheReference() throws {
        let facts = ReferenceFacts(seed: 4)
        let round = facts.responseRound
        let vocabulary = Vocabulary(columns: round.columns.keys.sorted(), isOfPairs: false)
        let evaluator = ResponseEvaluator(facts.table, implicitReward: .simpo, beta: ReferenceFacts.beta, runSeed: 1, round: 1)
        var generator = SeededGenerator(seed: 14)
        var finite = 0
        for number in 0..<5000 {
            let depth = Int.random(in: 0...4, using: &generator)
            if number % 4 == 0 {
                let expression = ReferenceExpression.randomCondition(depth: depth, vocabulary, &generator)
                let text = expression.text(&generator)
                let values = try evaluator.values(of: try ResponseCondition.parse(text, in: ReferenceFacts.catalogue))
                #expect(values == expression.values(round).map { $0.map { $0 == 1 } }, Comment(rawValue: text))
                finite += values.count { $0 != nil }
            } else {
                let expression = ReferenceExpression.randomNumber(depth: depth, vocabulary, &generator)
                let text = expression.text(&generator)
                let values = try evaluator.values(of: try ResponseExpression.parse(text, in: ReferenceFacts.catalogue))
                #expect(agree(values, expression.values(round)), Comment(rawValue: text))
                finite += values.count { $0.isFinite }
            }
        }
        #expect(finite > 5000 * round.prompts.count / 2)
    }

    /// Written out from its steps, an expression is read as the same steps; and the terms it is taken apart into add up to it.
    @Test func threeThousandExpressionsAreWrittenAndTakenApart() throws {
        let (evaluator, _, vocabulary) = try candidates()
        var generator = SeededGenerator(seed: 13)
        var sums = 0
        for number in 0..<3000 {
            let expression = ReferenceExpression.randomNumber(depth: 1 + number % 4, vocabulary, &generator)
            let program = try score(expression.text(&generator))
            var writer = ExpressionText(program.aggregates)
            let text = writer.write(program.code)
            let again = try score(text)
            #expect(again.code == program.code, Comment(rawValue: text))
            #expect(again.aggregates.map(\.argument) == program.aggregates.map(\.argument), Comment(rawValue: text))
            let terms = try program.terms.map { evaluator.evaluate(try score($0.text)).values }
            sums += terms.count > 1 ? 1 : 0
            for (index, value) in evaluator.evaluate(program).values.enumerated() where !value.isNaN {
                let parts: [Double] = terms.map { $0[index] }
                let sum: Double = parts.reduce(0, +)
                let size: Double = parts.map { abs($0) }.reduce(1, +)
                #expect(abs(sum - value) <= 1e-12 * size, Comment(rawValue: text))
            }
        }
        #expect(sums > 300)
    }

    @Test func fiveThousandBrokenExpressionsAreReadOrRefusedWithAPlace() throws {
        let (evaluator, _, ofPairs) = try candidates()
        let facts = ReferenceFacts(seed: 4)
        let ofResponses = Vocabulary(columns: facts.responseRound.columns.keys.sorted(), isOfPairs: false)
        let responses = ResponseEvaluator(facts.table, implicitReward: .simpo, runSeed: 1, round: 1)
        var generator = SeededGenerator(seed: 12)
        var refused = 0
        for number in 0..<5000 {
            let vocabulary = number % 2 == 0 ? ofPairs : ofResponses
            let depth = Int.random(in: 0...4, using: &generator)
            let text = mutated(ReferenceExpression.randomNumber(depth: depth, vocabulary, &generator).text(&generator), &generator)
            do {
                let values =
                    number % 2 == 0
                    ? evaluator.evaluate(try score(text)).values
                    : try responses.values(of: try ResponseExpression.parse(text, in: ReferenceFacts.catalogue))
                #expect(values.allSatisfy { $0.isFinite || $0.isNaN })
            } catch let error as ExpressionError {
                refused += 1
                let length = max(1, text.unicodeScalars.count)
                #expect(error.range.lowerBound >= 0 && error.range.upperBound <= length && !error.range.isEmpty, Comment(rawValue: text))
                #expect(error.rendered.split(separator: "\n", omittingEmptySubsequences: false).count == 3)
                #expect(error.rendered.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) })
            }
        }
        #expect(refused > 2500)
    }

    /// One to four edits: characters taken away, put in, doubled or swapped, or the end cut off.
    private func mutated(_ text: String, _ generator: inout SeededGenerator) -> String {
        let alphabet = Array(
            "()+-*/<>=!,.0123456789edhrzabsminlogquantilefprom _byworstclexTgk&|^%\n\t\u{1B}\u{0}é−😀\u{202E}\u{301}".unicodeScalars
        )
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...scalars.count, using: &generator)
            let other = Int.random(in: place...scalars.count, using: &generator)
            switch Int.random(in: 0...4, using: &generator) {
            case 0: scalars.removeSubrange(place..<min(place + 1, scalars.count))
            case 1: scalars.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)], at: place)
            case 2: scalars.insert(contentsOf: scalars[place..<other], at: place)
            case 3: if place < scalars.count, other < scalars.count { scalars.swapAt(place, other) }
            default: scalars.removeSubrange(other...)
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
