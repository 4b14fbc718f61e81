import FoundationEssentials
import Selection
import Testing

@Suite struct FeaturePageTests {
    private static let catalogue = ColumnCatalogue(rewards: ["helpful", "safe"], judges: ["judge"])

    /// The page's tables by heading: their rows, cells without the marks of code.
    private func tables() throws -> [String: [[String]]] {
        let file = JSONFile.packageRoot.appending(path: "docs/features.md")
        let page = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        var tables: [String: [[String]]] = [:]
        var heading = ""
        for line in page.split(separator: "\n") {
            if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
            guard line.hasPrefix("| ") else { continue }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            tables[heading, default: []].append(cells.map { cell in String(cell.filter { $0 != "`" }.trimming()) })
        }
        return tables.mapValues { Array($0.dropFirst()) }
    }

    @Test(arguments: [(Feature.Scope.response, "Responses"), (.prompt, "Prompts"), (.pair, "Pairs")])
    func thePageHasEachFeatureAndNoOther(scope: Feature.Scope, heading: String) throws {
        let features = FeatureRegistry.all.filter { $0.scope == scope }
        let rows = features.map { feature in
            [
                feature.name, feature.formula, feature.unit, feature.meaning, feature.needs.map(\.description).joined(separator: "; "),
                feature.papers.map { "\($0)" }.joined(separator: ", "),
            ]
        }
        #expect(try tables()[heading] == rows)
    }

    @Test func thePageHasTheTitleOfEachPaperThatAFeatureNames() throws {
        let titles = FeatureRegistry.papers.sorted { $0.key < $1.key }.map { ["\($0.key)", $0.value] }
        #expect(try tables()["Papers"] == titles)
        let named = Set(FeatureRegistry.all.flatMap(\.papers))
        #expect(named.isSubset(of: FeatureRegistry.papers.keys))
        #expect(FeatureRegistry.all.allSatisfy { $0.papers == $0.papers.sorted() })
    }

    @Test func everyRecipeIsAnExpression() throws {
        let recipes = try #require(try tables()["Recipes"])
        #expect(recipes.count > 15)
        for recipe in recipes {
            let text = recipe[3]
            switch recipe[2] {
            case "score": #expect(throws: Never.self) { try ScoreExpression.parse(text, in: Self.catalogue) }
            case "where": #expect(throws: Never.self) { try FilterExpression.parse(text, in: Self.catalogue) }
            default: #expect(throws: Never.self) { try ResponseExpression.parse(text, in: Self.catalogue) }
            }
            #expect(recipe[1].split(separator: ",").allSatisfy { FeatureRegistry.papers.keys.contains(Int($0) ?? 0) })
        }
    }
}

extension String {
    fileprivate func trimming() -> Substring {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
