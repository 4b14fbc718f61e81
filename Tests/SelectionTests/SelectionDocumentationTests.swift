import FoundationEssentials
import Selection
import Testing

@Suite struct SelectionDocumentationTests {
    private func page() throws -> String {
        let page = JSONFile.packageRoot.appending(path: "docs/selection.md")
        return String(decoding: try Data(contentsOf: page), as: UTF8.self)
    }

    @Test func everyPresetStandsThereWithItsExpression() throws {
        let page = try page()
        for preset in ScorePreset.all {
            #expect(page.contains("| `\(preset.name)` | `\(preset.expression)` |"))
        }
    }

    @Test func everyFunctionIsDescribedAsItIsCalled() throws {
        let page = try page()
        for function in ExpressionFunction.allCases {
            for signature in function.signature.split(separator: " or ") {
                #expect(page.contains("`\(signature)`"))
            }
        }
    }

    @Test func everyNameOfTheConfigurationAndTheLedgerIsDescribed() throws {
        let page = try page()
        let names =
            [ScoreColumn.explicitMargin.name, ScoreColumn.implicitMargin.name] + PairReason.allCases.map(\.rawValue)
            + Informativeness.allCases.map(\.rawValue)
            + Pairing.allCases.map(\.rawValue)
        for name in names {
            #expect(page.contains("`\(name)`") || page.contains("`pairing: \(name)`"))
        }
    }

    @Test func everyFamilyStandsThereWithItsBeta() throws {
        let lines = try page().split(separator: "\n").filter { $0.hasPrefix("| `") }
        for family in ImplicitReward.allCases {
            let beta = family.defaultBeta == 1 ? "1" : "\(family.defaultBeta)"
            let needs = family.needsReference ? "policy, reference" : "policy"
            let isDescribed = lines.contains { $0.hasPrefix("| `\(family.rawValue)` |") && $0.hasSuffix("| \(beta) | \(needs) |") }
            #expect(isDescribed)
        }
    }

    @Test func theErrorItShowsIsTheErrorPeopleGet() throws {
        let error = try #require(throws: ExpressionError.self) { try ScoreExpression.parse("z(dr) - z(abs(dhh))") }
        let indented = error.rendered.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        #expect(try page().contains(indented))
    }
}
