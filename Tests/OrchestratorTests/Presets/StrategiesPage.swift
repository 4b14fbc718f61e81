import Foundation
import TestSupport

/// docs/strategies.md, taken apart.
struct StrategiesPage {
    /// A method: its keys, a small data set, and what comes out of it.
    struct Section {
        var name: String
        var keys: String
        /// In the layout of `selfplay import`, with a few fields more that only the tests read.
        var data: String
        var expected: String
    }

    /// A line of the table of papers.
    struct Paper {
        var number: String
        var how: String
        var coverage: String
        var test: String
    }

    /// Those that are presets.
    private(set) var presets: [Section] = []
    /// Those that are other keys.
    private(set) var keys: [Section] = []
    private(set) var papers: [Paper] = []

    init() throws {
        let text = try String(contentsOfFile: ProjectFolder.path + "/docs/strategies.md", encoding: .utf8)
        for chapter in text.components(separatedBy: "\n## ").dropFirst() {
            let sections = chapter.components(separatedBy: "\n### ").dropFirst().map(Self.section)
            if chapter.hasPrefix("Presets\n") { presets = sections }
            if chapter.hasPrefix("Other keys\n") { keys = sections }
            if chapter.hasPrefix("Papers\n") { papers = Self.papers(chapter) }
        }
    }

    private static func section(_ text: String) -> Section {
        let json = blocks("json", of: text)
        return Section(
            name: text.components(separatedBy: "\n")[0],
            keys: blocks("yaml", of: text).first ?? "",
            data: json.first ?? "",
            expected: json.last ?? ""
        )
    }

    private static func blocks(_ language: String, of text: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
    }

    private static func papers(_ text: String) -> [Paper] {
        text.components(separatedBy: "\n").compactMap { line in
            let cells = line.components(separatedBy: " | ").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "| ")) }
            guard cells.count == 5, Int(cells[0]) != nil else { return nil }
            return Paper(number: cells[0], how: cells[2], coverage: cells[3], test: cells[4])
        }
    }

    /// What stands between backticks.
    static func quoted(_ text: String) -> [String] {
        text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
}
