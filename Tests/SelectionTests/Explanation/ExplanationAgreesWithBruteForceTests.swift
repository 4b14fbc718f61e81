import Selection
import Testing

/// Shares, overlaps and quarters worked out once more, from lists of candidates and by the book's formulas.
@Suite struct ExplanationAgreesWithBruteForceTests {
    private struct Candidate {
        let prompt: Int
        let chosen: Int
        let rejected: Int
        let dr: Double
        let dh: Double
    }

    private func table(_ generator: inout SeededGenerator, prompts: Int, answers: ClosedRange<Int>) -> AnswerTable {
        AnswerTable(
            (0..<prompts).map { _ in
                (0..<Int.random(in: answers, using: &generator)).map { _ in
                    // Few rewards, so that scores tie.
                    let reward = Double(Int.random(in: -3...3, using: &generator))
                    return Answer(reward: reward, policy: Double(Int.random(in: -40...0, using: &generator)) / 4)
                }
            }
        )
    }

    private func candidates(_ table: AnswerTable) -> [Candidate] {
        (0..<table.promptCount).flatMap { prompt in
            table.answers(of: prompt).flatMap { chosen in
                table.answers(of: prompt).compactMap { rejected in
                    let dr = table.rewards[chosen] - table.rewards[rejected]
                    let dh = table.policyLogprobs[chosen] - table.policyLogprobs[rejected]
                    return dr > 0 ? Candidate(prompt: prompt, chosen: chosen, rejected: rejected, dr: dr, dh: dh) : nil
                }
            }
        }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private func covariance(_ left: [Double], _ right: [Double]) -> Double {
        let (leftMean, rightMean) = (mean(left), mean(right))
        return mean(zip(left, right).map { ($0 - leftMean) * ($1 - rightMean) })
    }

    private func z(_ values: [Double]) -> [Double] {
        let (center, width) = (mean(values), covariance(values, values).squareRoot())
        return values.map { width == 0 ? 0 : ($0 - center) / width }
    }

    /// The scores tried, and their terms as columns.
    private func terms(_ score: String, _ all: [Candidate]) -> [[Double]] {
        let (dr, size) = (all.map(\.dr), all.map { abs($0.dh) })
        switch score {
        case "map": return [z(dr), z(size).map { -$0 }]
        case "0.5*(dr - 2*abs(dh)) + 1": return [dr.map { 0.5 * $0 }, size.map { -$0 }, dr.map { _ in 1 }]
        case "map - 0.1*z(dr)": return [z(dr), z(size).map { -$0 }, z(dr).map { -0.1 * $0 }]
        default: return [zip(dr, all).map { $0 * $1.dh }, dr.map { -$0 }]
        }
    }

    private let scores = ["map", "0.5*(dr - 2*abs(dh)) + 1", "map - 0.1*z(dr)", "dr*dh - dr"]

    @Test func sharesAndSpreads() throws {
        var generator = SeededGenerator(seed: 31)
        for number in 0..<60 {
            // Some rounds are longer than the evaluator's blocks.
            let table = table(&generator, prompts: number % 20 == 0 ? 400 : Int.random(in: 1...30, using: &generator), answers: 0...5)
            let score = scores[number % scores.count]
            let result = try Selector.select(table, by: .of(score, keep: .ratio(0.5)))
            let all = candidates(table)
            let terms = terms(score, all)
            let best = result.pairs.compactMap { pair in all.firstIndex { $0.chosen == pair.chosen && $0.rejected == pair.rejected } }
            let kept = zip(best, result.pairs).compactMap { $1.kept ? $0 : nil }
            #expect(best.count == result.pairs.count)
            let explained = result.statistics.explanation.terms
            try #require(explained.count == terms.count)
            for (term, column) in zip(explained, terms) {
                check(term.overCandidates, column, terms, Array(all.indices))
                check(term.overBest, column, terms, best)
                check(term.overKept, column, terms, kept)
            }
        }
    }

    private func check(_ influence: TermInfluence?, _ term: [Double], _ terms: [[Double]], _ indices: [Int]) {
        guard !indices.isEmpty else {
            #expect(influence == nil)
            return
        }
        let column = indices.map { term[$0] }
        let scores = indices.map { index in terms.reduce(0) { $0 + $1[index] } }
        #expect(agrees(influence?.standardDeviation, covariance(column, column).squareRoot()))
        let variance = covariance(scores, scores)
        #expect(agrees(influence?.share, variance < 1e-20 ? nil : covariance(column, scores) / variance))
    }

    @Test func overlapsAreThoseOfSelectionsMadeApart() throws {
        var generator = SeededGenerator(seed: 32)
        var partial = 0
        for number in 0..<120 {
            let table = table(&generator, prompts: Int.random(in: 1...40, using: &generator), answers: 0...5)
            let pairing = number % 3 == 0 ? Pairing.bestWorst : .allPairs
            let result = try Selector.select(table, by: .of("map", pairing: pairing, keep: .ratio(0.4)))
            let explanation = result.statistics.explanation
            let others = [
                ("explicit", explanation.explicitOnly), ("implicit", explanation.implicitOnly),
                ("z(dr, prompt) - z(abs(dh), prompt)", explanation.promptsOnce),
            ]
            for (score, overlap) in others {
                guard result.keptCount > 0 else {
                    #expect(overlap == nil)
                    continue
                }
                let apart = try Selector.select(table, by: .of(score, pairing: pairing, keep: .count(result.keptCount)))
                let (ours, theirs) = (result.pairs.filter(\.kept), apart.pairs.filter(\.kept))
                let prompts = Set(ours.map(\.prompt)).intersection(theirs.map(\.prompt)).count
                let pairs = Set(ours.map { [$0.chosen, $0.rejected] }).intersection(theirs.map { [$0.chosen, $0.rejected] }).count
                #expect((overlap?.kept, overlap?.others) == (ours.count, theirs.count))
                #expect((overlap?.prompts, overlap?.pairs) == (prompts, pairs))
                #expect(agrees(overlap?.promptJaccard, Double(prompts) / Double(ours.count + theirs.count - prompts)))
                partial += prompts < ours.count ? 1 : 0
            }
        }
        #expect(partial > 50)
    }

    /// What has no score is no candidate of the other sets either.
    @Test func overlapsStartFromTheSameCandidates() throws {
        // By dr alone the second prompt's 9 would be kept; it has no score.
        let table = AnswerTable(margins: [(dr: 1, dh: 1), (dr: 9, dh: -1), (dr: 2, dh: 3)])
        let result = try Selector.select(table, by: .of("dr + 0*log(dh)", keep: .count(1)))
        #expect(result.pairs.map(\.prompt) == [0, 2])
        #expect(result.statistics.explanation.explicitOnly?.pairs == 1)
        #expect(result.statistics.explanation.explicitMargin?.pairs == [1, 0, 0, 1])
    }

    @Test func quarters() throws {
        var generator = SeededGenerator(seed: 33)
        for _ in 0..<60 {
            let table = table(&generator, prompts: Int.random(in: 1...50, using: &generator), answers: 2...4)
            let result = try Selector.select(table, by: .of("map_raw", keep: .ratio(0.3)))
            let quartiles = try #require(result.statistics.explanation.explicitMargin)
            let margins = result.pairs.map(\.explicitMargin).sorted()
            for (edge, share) in zip(quartiles.edges, [0.25, 0.5, 0.75]) {
                let place = share * Double(margins.count - 1)
                let (lower, upper) = (margins[Int(place.rounded(.down))], margins[Int(place.rounded(.up))])
                #expect(agrees(edge, lower + (upper - lower) * (place - place.rounded(.down))))
            }
            let quarters = result.pairs.map { pair in quartiles.edges.count { pair.explicitMargin > $0 } }
            #expect(quartiles.pairs == (0..<4).map { quarter in quarters.count { $0 == quarter } })
            let kept = zip(quarters, result.pairs).filter { $1.kept }
            #expect(quartiles.kept == (0..<4).map { quarter in kept.count { $0.0 == quarter } })
        }
    }
}
