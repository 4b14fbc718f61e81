import Foundation
import GRDB
import Selection
import TestSupport
import Testing

@testable import Ledger
@testable import Orchestrator

/// Every method of docs/strategies.md gives, on its small data set, the result that was worked out from its paper by hand.
@Suite struct WorkedExamplesTests {
    private static func names(_ sections: KeyPath<StrategiesPage, [StrategiesPage.Section]>) -> [String] {
        (try? StrategiesPage())?[keyPath: sections].map(\.name) ?? []
    }

    @Test(arguments: names(\.presets))
    func aPresetGivesItsWorkedExample(_ name: String) throws {
        let section = try #require(try StrategiesPage().presets.first { $0.name == name })
        let place = try ScratchFolder()
        let example = try WorkedExample(section, in: place.path + "/run")
        try compare(example, example.select(preset: name), section)
    }

    @Test(arguments: names(\.keys))
    func otherKeysGiveTheirWorkedExample(_ name: String) throws {
        let section = try #require(try StrategiesPage().keys.first { $0.name == name })
        let place = try ScratchFolder()
        let example = try WorkedExample(section, in: place.path + "/run")
        try compare(example, example.select(keys: section.keys), section)
    }

    private func compare(_ example: WorkedExample, _ outcome: SelectionOutcome, _ section: StrategiesPage.Section) throws {
        let expected = try JSONDecoder().decode(ExpectedSelection.self, from: Data(section.expected.utf8))
        if let kept = expected.kept { #expect(outcome.kept == kept) }
        if let pairs = expected.pairs { try compare(example, outcome, pairs, isOrdered: expected.any_order != true) }
        if let members = expected.members { compare(example, outcome, members) }
        if let lambdas = expected.lambdas {
            let weights = try #require(outcome.balance?.weights)
            #expect(near(weights.desirable, lambdas[0]) && near(weights.undesirable, lambdas[1]))
        }
        if let reasons = expected.left_out {
            let found = Dictionary(uniqueKeysWithValues: outcome.unpaired.map { (example.name($0.position), $0.reason) })
            #expect(found == reasons)
        }
        if let annotated = expected.annotated { #expect(try self.annotated(example) == annotated) }
        if let diagnostics = expected.diagnostics { try compare(example, outcome, diagnostics) }
    }

    private func compare(_ example: WorkedExample, _ outcome: SelectionOutcome, _ pairs: [ExpectedSelection.Pair], isOrdered: Bool) throws {
        var kept = outcome.pairs.filter(\.kept).sorted { $0.rank < $1.rank }
        func place(_ pair: PairRecord) -> String {
            "\(example.name(pair.position)) \(example.sample(pair.chosenID)) \(example.sample(pair.rejectedID))"
        }
        if !isOrdered { kept.sort { place($0) < place($1) } }
        try #require(kept.map(place) == pairs.map(\.place))
        for (found, wanted) in zip(kept, pairs) {
            if let score = wanted.score { #expect(near(found.score ?? .nan, score), "\(wanted.place): score \(found.score ?? .nan)") }
            let columns = Dictionary(uniqueKeysWithValues: found.values.map { ($0.name, $0.value) })
            #expect(columns.keys.sorted() == (wanted.columns ?? [:]).keys.sorted())
            for (name, value) in wanted.columns ?? [:] {
                #expect(near(columns[name] ?? .nan, value), "\(wanted.place): \(name) \(columns[name] ?? .nan)")
            }
        }
    }

    private func compare(_ example: WorkedExample, _ outcome: SelectionOutcome, _ members: [ExpectedSelection.Members]) {
        let kept = outcome.choices.filter(\.kept).sorted { $0.position < $1.position }
        #expect(kept.map { example.name($0.position) } == members.map(\.prompt))
        for (found, wanted) in zip(kept, members) {
            let parts = found.members.sorted { $0.responseID < $1.responseID }
            let samples = parts.map { example.sample($0.responseID) }
            #expect(zip(samples, parts).filter { $1.isAccepted == true }.map(\.0) == wanted.accepted, "\(wanted.prompt)")
            #expect(zip(samples, parts).filter { $1.isAccepted == false }.map(\.0) == wanted.rejected, "\(wanted.prompt)")
            let weights = wanted.weights ?? parts.map { _ in 1 }
            #expect(
                weights.count == parts.count && zip(parts, weights).allSatisfy { near($0.weight ?? .nan, $1) },
                "\(parts.map(\.weight))"
            )
            if let ranks = wanted.ranks { #expect(parts.map(\.rank) == ranks, "\(wanted.prompt)") }
        }
    }

    private func annotated(_ example: WorkedExample) throws -> [String: [Int]] {
        let rows = try example.ledger.read { database in
            try Row.fetchAll(database, sql: "SELECT prompt_id, sample FROM v_annotation WHERE chosen = 1 ORDER BY prompt_id, sample")
        }
        var annotated: [String: [Int]] = [:]
        for row in rows { annotated[example.name(Int(row[0] as Int64) - 1), default: []].append(row[1]) }
        return annotated
    }

    private func compare(_ example: WorkedExample, _ outcome: SelectionOutcome, _ wanted: [String: Double]) throws {
        let known = try #require(outcome.diagnostics)
        let displacement = Displacement(outcome.pairs.filter(\.kept).compactMap { example.displacement(of: $0) })
        let found: [String: Double?] = [
            "policy_accuracy": known.ranking.policyAccuracy,
            "reference_accuracy": known.ranking.referenceAccuracy,
            "ideal_accuracy": known.ranking.idealAccuracy,
            "alignment_gap": known.ranking.alignmentGap,
            "noisy_share": known.ranking.noisyShare,
            "mean_length_difference": known.length?.meanDifference,
            "longer_chosen": known.length?.longerChosen,
            "divergence": known.divergence,
            "unanimity_violations": known.votes?.unanimityViolations,
            "displacement_rate": displacement?.rate,
            "mean_chosen_change": displacement?.meanChosenChange,
            "mean_rejected_change": displacement?.meanRejectedChange,
        ]
        for (name, value) in wanted {
            let number = try #require(found[name] ?? nil, "\(name)")
            #expect(near(number, value), "\(name) \(number)")
        }
    }

    private func near(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-9 }
}
