import Selection
import Testing

@Suite struct DecidingTermWarningsTests {
    private func warnings(_ table: AnswerTable, _ score: String, keep: Keep = .ratio(0.4)) throws -> [SelectionWarning] {
        try Selector.select(table, by: .of(score, keep: keep)).statistics.warnings
    }

    /// A good answer and two bad ones, nearly equal among themselves: the pair of those is a near-tie, nobody's best since the policy
    /// tells them apart well, and sets z(dr)'s scale.
    private func nearTies(prompts: Int = 60) -> AnswerTable {
        var generator = SeededGenerator(seed: 5)
        return AnswerTable(
            (0..<prompts).map { _ in
                [(reward: 1.0, side: 0.0), (0.001, 1), (0, -1)].map { reward, side in
                    let noise = Double.random(in: 0...0.0001, using: &generator)
                    return Answer(reward: reward + noise, policy: side * Double.random(in: 1...2, using: &generator))
                }
            }
        )
    }

    @Test func nearTiesLeaveTheChoiceToTheOtherTerm() throws {
        let warnings = try warnings(nearTies(), "map")
        guard case .oneTermDecides(let term, .best, .spreadElsewhere(let other)) = try #require(warnings.first) else {
            Issue.record("\(warnings)")
            return
        }
        #expect(warnings.count == 1)
        #expect(term.term == "-z(abs(dh))" && other.term == "z(dr)")
        #expect(try #require(term.overBest?.share) > 0.99 && agrees(term.overCandidates?.share, 0.5))
        let sentence = "\(warnings[0])"
        #expect(sentence.hasPrefix("-z(abs(dh)) nearly alone ranks the prompts: 9"))
        #expect(sentence.contains(" % of the score's variance among their best pairs is its own, since z(dr) hardly varies there"))
        #expect(sentence.contains("1.0 over all candidates, as when near-ties set its scale); `map_rank` gives"))
        // What the sentence offers helps.
        #expect(try self.warnings(nearTies(), "map_rank").isEmpty)
    }

    @Test func theTopMayBeOneTermsThoughTheRestIsNot() throws {
        // A third of the prompts have no good answer: among all best pairs z(dr) varies, among the kept ones it does not.
        var generator = SeededGenerator(seed: 6)
        let table = AnswerTable(
            (0..<90).map { prompt in
                [prompt % 3 == 0 ? 0.01 : 1, 0.001, 0].map { reward in
                    Answer(
                        reward: reward + Double.random(in: 0...0.0001, using: &generator),
                        policy: Double.random(in: -3...0, using: &generator)
                    )
                }
            }
        )
        let warnings = try warnings(table, "map")
        guard case .oneTermDecides(let term, .kept, .spreadElsewhere) = try #require(warnings.first) else {
            Issue.record("\(warnings)")
            return
        }
        #expect(try #require(term.overBest?.share) < 0.9)
        #expect("\(warnings[0])".contains("nearly alone ranks the kept pairs: "))
    }

    /// Of ten candidates a prompt has, one is always nearly equal in h: |dh| chooses the pair, and dr the prompts.
    @Test func theBestOfManyAreAlikeInImplicitMargin() throws {
        var generator = SeededGenerator(seed: 9)
        let table = AnswerTable(
            (0..<60).map { prompt in
                (0..<7).map { answer in
                    let reward = answer < 3 ? 0.1 * Double(prompt) + 1 : 0
                    return Answer(reward: reward, policy: Double.random(in: -3...0, using: &generator))
                }
            }
        )
        let warnings = try warnings(table, "map")
        guard case .oneTermDecides(let term, .best, .spreadElsewhere(let other)) = try #require(warnings.first) else {
            Issue.record("\(warnings)")
            return
        }
        #expect(term.term == "z(dr)" && other.term == "-z(abs(dh))")
        #expect(
            "\(warnings[0])".contains(
                "over all candidates: every prompt has a candidate that is good by it, and within a prompt it still chooses"
            )
        )
    }

    /// All of the variance is not all of the choice: |dh| moves prompts about the cut, and nothing is said.
    @Test func varianceAloneProvesNothing() throws {
        var generator = SeededGenerator(seed: 10)
        let table = AnswerTable(
            (0..<100).map { prompt in
                (0..<25).map { answer in
                    // Every other prompt is hopeless; the good ones differ little.
                    let reward = answer > 0 ? 0 : prompt % 2 == 0 ? 0.1 : Double.random(in: 5...6, using: &generator)
                    return Answer(reward: reward, policy: Double.random(in: -3...0, using: &generator))
                }
            }
        )
        let result = try Selector.select(table, by: .of("map", keep: .ratio(0.4)))
        #expect(try #require(result.statistics.explanation.terms[0].overBest?.share) > 0.95)
        #expect(try #require(result.statistics.explanation.explicitOnly?.promptShare) < 0.95)
        #expect(result.statistics.warnings.isEmpty)
    }

    /// What the others have may cancel over the kept pairs, so that a share near 1 is left: they still move pairs.
    @Test func cancellingTermsAreNoAbsentTerms() throws {
        // Pairs of equal dr from 1 to 9 with |dh| 1.194 on either side of a line: cov(-|dh|, dr - |dh|) = var(|dh|) - cov(|dh|, dr) is 0.
        let table = AnswerTable(
            margins: (0..<60).map { index in
                let dr = 1 + 8 * Double(index / 2) / 29
                return (dr: dr, dh: 10 + dr / 2 + (index % 2 == 0 ? 1.194 : -1.194))
            }
        )
        let result = try Selector.select(table, by: .of("map_raw", keep: .ratio(1)))
        #expect(try #require(result.statistics.explanation.terms[0].overKept?.share) > 0.95)
        #expect(result.statistics.warnings.isEmpty)
    }

    @Test func scalesThatAreFarApartAreNamed() throws {
        var generator = SeededGenerator(seed: 7)
        let table = AnswerTable(
            margins: (0..<60).map { _ in
                (dr: Double.random(in: 0.1...1, using: &generator), dh: Double.random(in: -300...300, using: &generator))
            }
        )
        let warnings = try warnings(table, "map_raw")
        guard case .oneTermDecides(let term, .best, .scalesApart(let other)) = try #require(warnings.first) else {
            Issue.record("\(warnings)")
            return
        }
        #expect(term.term == "-abs(dh)" && other.term == "dr")
        #expect("\(warnings[0])".hasSuffix("`map` and `map_rank` bring both margins to one scale, and factors weigh terms by hand"))
        #expect(try self.warnings(table, "map").isEmpty)
    }

    @Test func aProductMayBeOneMarginInDisguise() throws {
        let warnings = try warnings(nearTies(), "dr*exp(-0.000001*abs(dh))")
        #expect(warnings == [.sameAsOneMargin(.explicitMargin, share: 1)])
        #expect("\(warnings[0])".hasPrefix("100.0 % of the kept pairs are those that `explicit` alone keeps"))
        #expect(try self.warnings(nearTies(), "-abs(dh)*exp(0.000001*dr)") == [.sameAsOneMargin(.implicitMargin, share: 1)])
    }

    /// Who asks for one margin, or for chance, gets it without a word.
    @Test(arguments: ["explicit", "implicit", "random", "dr - 0.5", "2*dr", "rank(dr)", "-abs(dh) + 1"])
    func scoresOfOneMarginAreMeant(score: String) throws {
        #expect(try warnings(nearTies(), score).isEmpty)
    }

    @Test func fewPairsProveNothing() throws {
        // floor(0.4 * 49) is 19, one too few; 20 of 50 are enough.
        #expect(try warnings(nearTies(prompts: 49), "map").isEmpty)
        #expect(try !warnings(nearTies(prompts: 50), "map").isEmpty)
        // Keeping most of the candidates keeps what anything else would keep.
        let single = AnswerTable(margins: (1...60).map { (dr: Double($0), dh: Double($0 % 7)) })
        #expect(try warnings(single, "dr*(dh + 100)", keep: .ratio(0.9)).isEmpty)
        #expect(try !warnings(single, "dr*(dh + 1e6)", keep: .ratio(0.5)).isEmpty)
    }

    /// One prompt with many wide candidates sets the scale of dr; weighing once, it does not.
    @Test func promptsWithManyCandidatesWeighMore() throws {
        var generator = SeededGenerator(seed: 8)
        let wide = (0..<30).map { Answer(reward: Double($0) * 2, policy: -Double($0 % 2)) }
        let narrow = (0..<30).map { _ in
            [
                Answer(reward: Double.random(in: 1...9, using: &generator), policy: Double.random(in: -2...0, using: &generator)),
                Answer(reward: 0, policy: -1),
            ]
        }
        let table = AnswerTable([wide] + narrow)
        let spec = try SelectionSpec.of("map", keep: .ratio(0.4))
        let result = try Selector.select(table, by: spec)
        let share = try #require(result.statistics.explanation.promptsOnce?.pairShare)
        #expect(share < 0.9)
        #expect(result.statistics.warnings.contains(.unevenPrompts(share: share)))
        let sentence = "\(SelectionWarning.unevenPrompts(share: 0.5))"
        #expect(
            sentence == "only 50.0 % of the kept pairs stay if every prompt weighs once in z: prompts with many candidates set its scale; "
                + "write z(x, prompt) for z(x) if they should not"
        )
        // Said once more with z(x, prompt), nothing is left to warn of.
        let once = try Selector.select(table, by: .of("z(dr, prompt) - z(abs(dh), prompt)", keep: .ratio(0.4)))
        #expect(!once.statistics.warnings.contains { if case .unevenPrompts = $0 { true } else { false } })
    }
}
