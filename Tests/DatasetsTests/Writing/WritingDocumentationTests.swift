import Foundation
import Testing

@testable import Datasets

/// `docs/exports.md` describes every format, and what it shows is what is written.
@Suite struct WritingDocumentationTests {
    private let page: String

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        page = try String(contentsOf: root.appendingPathComponent("docs/exports.md"), encoding: .utf8)
    }

    private func section(_ name: String) throws -> String {
        let start = try #require(page.range(of: "\n## \(name)\n"), "docs/exports.md has no section \(name)")
        let rest = page[start.upperBound...]
        return String(rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)])
    }

    @Test(arguments: TrainingSetFormats.all.map(\.name)) func `a format's section says who reads it, and shows the very lines it writes`(
        name: String
    ) throws {
        let format = try #require(TrainingSetFormats.named(name))
        let section = try section(name)
        let folder = try SetFolder()
        let row = Rows.row(for: format)
        let files = try folder.write(name, [row], TrainingSetOptions(kind: .jsonLines, hasSidecars: true))
        #expect(section.contains("```jsonl\n" + (try folder.content("train.jsonl")) + "```\n"))
        #expect(section.contains("Read by \(format.consumer). Written down at <\(format.source)>."))
        for field in format.fields(RowColumns(first: row)) { #expect(section.contains("| `\(field.name)` | "), "\(field.name)") }
        for file in files where file.role == .settings { #expect(section.contains("`\(file.name)`")) }
        #expect(section.contains("Files: " + format.kinds.map(\.rawValue).joined(separator: ", ") + "."))
        #expect(section.contains("Records: \(format.layout.rawValue)."))
        #expect(page.contains("| [`\(name)`](#\(name)) | \(format.layout.rawValue) | \(format.title) | \(format.consumer) |"))
        #expect(format.anchor == "docs/exports.md#" + name)
    }

    @Test(arguments: TrainingSetColumn.allCases) func `every further column is in the table`(column: TrainingSetColumn) throws {
        #expect(try section("Further columns").contains("| `\(column.rawValue)` |"))
    }

    @Test(arguments: RecordFileKind.allCases) func `every kind of file is in the table`(kind: RecordFileKind) throws {
        #expect(try section("Files").contains("| `\(kind.rawValue)` |"))
    }

    @Test func `no section is about a format there is not`() {
        let about = page.components(separatedBy: "\n## ").dropFirst().compactMap {
            $0.split(separator: "\n" as Character).first.map(String.init)
        }
        let names = TrainingSetFormats.all.map(\.name) + ["Formats", "Files", "Further columns", "For trainers that read no columns"]
        #expect(about.sorted() == names.sorted())
    }
}
