import Testing

@testable import Selection

@Suite struct ExpressionFuzzTests {
    /// Some prompts with one candidate, some with three, margins of many sizes and signs, zeros among the implicit ones.
    private func candidates() throws -> (evaluator: ColumnEvaluator, round: ReferenceExpression.Round) {
        var generator = SeededGenerator(seed: 3)
        let answers = (0..<8).map { prompt in
            (0..<(prompt % 3 == 0 ? 3 : 2)).map { sample in
                let policy = sample == 0 || prompt == 5 ? -1 : Double.random(in: -4...4, using: &generator)
                return Answer(reward: Double.random(in: -2...2, using: &generator), policy: policy)
            }
        }
        let table = AnswerTable(answers)
        var tally = PairTally(prompts: table.promptCount)
        let pairs = CandidatePairs(from: PairProposals(table, .allPairs), tally: &tally)
        let columns = PairColumns(table, spec: try .of("map"))
        var round = ReferenceExpression.Round(prompts: pairs.prompts)
        for index in 0..<pairs.count {
            let (chosen, rejected) = (Int(pairs.chosen[index]), Int(pairs.rejected[index]))
            round.dr.append(columns.value(.explicitMargin, chosen: chosen, rejected: rejected))
            round.dh.append(columns.value(.implicitMargin, chosen: chosen, rejected: rejected))
        }
        return (ColumnEvaluator(pairs: pairs, columns: columns), round)
    }

    @Test func fiveThousandValidExpressionsAgreeWithTheReference() throws {
        let (evaluator, round) = try candidates()
        var generator = SeededGenerator(seed: 11)
        var finite = 0
        for number in 0..<5000 {
            let isCondition = number % 4 == 0
            let depth = Int.random(in: 0...4, using: &generator)
            let expression: ReferenceExpression =
                isCondition ? .randomCondition(depth: depth, &generator) : .randomNumber(depth: depth, &generator)
            let text = expression.text(&generator)
            let program = try isCondition ? FilterExpression.parse(text).program : ScoreExpression.parse(text).program
            let values = evaluator.evaluate(program).values
            let agree = zip(values, expression.values(round)).allSatisfy { $1 == nil ? $0.isNaN : $0 == $1 }
            #expect(agree, Comment(rawValue: text))
            finite += values.count { $0.isFinite }
        }
        // The comparison is worth something only while most values are numbers.
        #expect(finite > 5000 * round.dr.count / 2)
    }

    /// Written out from its steps, an expression is read as the same steps; and the terms it is taken apart into add up to it.
    @Test func threeThousandExpressionsAreWrittenAndTakenApart() throws {
        let (evaluator, _) = try candidates()
        var generator = SeededGenerator(seed: 13)
        var sums = 0
        for number in 0..<3000 {
            let expression = ReferenceExpression.randomNumber(depth: 1 + number % 4, &generator)
            let program = try ScoreExpression.parse(expression.text(&generator)).program
            var writer = ExpressionText(program.aggregates)
            let text = writer.write(program.code)
            let again = try ScoreExpression.parse(text).program
            #expect(again.code == program.code, Comment(rawValue: text))
            #expect(again.aggregates.map(\.argument) == program.aggregates.map(\.argument), Comment(rawValue: text))
            let terms = try program.terms.map { evaluator.evaluate(try ScoreExpression.parse($0.text).program).values }
            sums += terms.count > 1 ? 1 : 0
            for (index, value) in evaluator.evaluate(program).values.enumerated() where !value.isNaN {
                let parts: [Double] = terms.map { $0[index] }
                let sum: Double = parts.reduce(0, +)
                let size: Double = parts.map { abs($0) }.reduce(1, +)
                #expect(abs(sum - value) <= 1e-12 * size, Comment(rawValue: text))
            }
        }
        #expect(sums > 500)
    }

    @Test func fiveThousandBrokenExpressionsAreReadOrRefusedWithAPlace() throws {
        let (evaluator, _) = try candidates()
        var generator = SeededGenerator(seed: 12)
        var refused = 0
        for _ in 0..<5000 {
            let depth = Int.random(in: 0...4, using: &generator)
            let text = mutated(ReferenceExpression.randomNumber(depth: depth, &generator).text(&generator), &generator)
            do {
                let values = evaluator.evaluate(try ScoreExpression.parse(text).program).values
                #expect(values.allSatisfy { $0.isFinite || $0.isNaN })
            } catch {
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
        let alphabet = Array("()+-*/<>=!,.0123456789edhrzabsminlogquantilefprom _&|^%\n\t\u{1B}\u{0}é−😀\u{202E}\u{301}".unicodeScalars)
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
