import Foundation
import TestSupport
import Testing

@testable import Settings

/// docs/strategies.md and the presets say the same.
@Suite struct StrategiesAreWholeTests {
    private let page: StrategiesPage

    init() throws { page = try StrategiesPage() }

    @Test func everyPresetHasASectionAndEverySectionAPreset() {
        #expect(page.presets.map(\.name) == SelectionPreset.all.map(\.name))
    }

    @Test func aSectionShowsThePresetsKeys() throws {
        for section in page.presets {
            let preset = try #require(SelectionPreset.named(section.name))
            let shown = try plain(section.keys)
            // As for an import of the section's own data, whose rewards come in the order of their names.
            let whole = try plain(preset.yaml(rewards: section.keys.contains("r.b") ? ["a", "b"] : ["reward"]))
            #expect(shown == whole, "\(section.name)")
        }
    }

    @Test func everyPaperOfTheListHasOneRow() {
        let numbers = page.papers.compactMap { Int($0.number) }
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count && numbers.count == 94)
        for paper in page.papers {
            let kind = paper.coverage.components(separatedBy: ":")[0]
            #expect(["whole", "part", "not possible", "out of scope"].contains(kind), "\(paper.number): \(paper.coverage)")
            #expect(kind == "whole" || paper.coverage.count > kind.count + 10, "\(paper.number) does not say what is missing")
            #expect(kind == "whole" || kind == "part" ? paper.test != "" : paper.test == "", "\(paper.number): \(paper.test)")
        }
    }

    /// `name` in the column of presets and keys is a section or a key of the configuration's page.
    @Test func whatARowNamesIsThere() throws {
        let sections = Set((page.presets + page.keys).map(\.name))
        let pages = ["configuration", "features", "exports", "selection", "rewards", "evolution"]
        let text = try pages.map { try String(contentsOfFile: ProjectFolder.path + "/docs/\($0).md", encoding: .utf8) }.joined()
        for paper in page.papers {
            for name in StrategiesPage.quoted(paper.how) {
                #expect(sections.contains(name) || text.contains("`\(name)`"), "\(paper.number) names \(name)")
            }
            for link in paper.how.components(separatedBy: "](#").dropFirst() {
                let name = link.components(separatedBy: ")")[0]
                #expect(sections.contains(name), "\(paper.number) links to #\(name)")
            }
        }
    }

    @Test func theTestsOfTheTableExist() throws {
        let folder = ProjectFolder.path + "/Tests"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        let names = Set(files.map { ($0 as NSString).lastPathComponent.replacingOccurrences(of: ".swift", with: "") })
        for paper in page.papers {
            for test in StrategiesPage.quoted(paper.test) { #expect(names.contains(test), "\(paper.number) names the test \(test)") }
        }
    }

    @Test func everyPresetNamesItsPaper() {
        for preset in SelectionPreset.all {
            let number = preset.source.firstMatch(of: /arXiv (\d{4}\.\d{5})/)
            #expect(number != nil, "\(preset.name) has no arXiv number")
        }
    }

    /// The tree of some YAML as text, whatever way it is written.
    private func plain(_ yaml: String) throws -> String {
        let place = SourcePlace.override(path: "")
        return Self.plain(try #require(try YAMLParser.parse(yaml, place: { _, _ in place })))
    }

    private static func plain(_ node: MarkedNode) -> String {
        switch node.content {
        case .scalar(let text, _): text
        case .list(let items): "[" + items.map(plain).joined(separator: ", ") + "]"
        case .mapping(let entries): "{" + entries.map { $0.key + ": " + plain($0.value) }.joined(separator: ", ") + "}"
        }
    }
}
