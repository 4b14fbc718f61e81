import Foundation
import TestSupport
import Testing

@Suite("What the pages show works as it stands there")
struct PagesAreTrueTests {
    private static let pages = [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/backends.md", "docs/command.md", "docs/commands.md",
        "docs/configuration.md",
        "docs/crash-safety.md",
        "docs/ledger.md", "docs/playground.md", "docs/selection.md",
        "docs/strategies.md",
    ]

    @Test("the README's tour runs, command by command")
    func tour() async throws {
        let place = try Workplace()
        let commands = try #require(try Page("README.md").blocks("sh").first)
        let program = try SelfplayProcess.executable
        let folder = program.dropLast("/selfplay".count)
        let outcome = try await Shell.run("set -e\nPATH='\(folder)':$PATH\n\(commands)", directory: place.path)
        #expect(outcome.exitCode == 0, "\(outcome.output)")
        for words in ["selection cautious of round 1", "3 rows", "round 3: wrote 3 pairs"] { #expect(outcome.output.contains(words)) }
    }

    @Test("every configuration shown is a whole one that is accepted", arguments: ["README.md", "docs/backends.md"])
    func configurations(_ name: String) async throws {
        let place = try Workplace()
        let blocks = try Page(name).blocks("yaml")
        #expect(!blocks.isEmpty)
        for block in blocks {
            try place.write("config.yaml", block)
            let outcome = try await place.selfplay("config", "show", "config.yaml")
            #expect(outcome.exitCode == 0, "\(outcome.errors) in \(block)")
        }
    }

    @Test(
        "every query shown answers, on a finished run",
        .enabled(if: SQLiteShell.isInstalled),
        arguments: ["README.md", "docs/ledger.md"]
    )
    func queries(_ name: String) async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        let blocks = try Page(name).blocks("sql")
        #expect(blocks.count >= 3)
        for block in blocks {
            #expect(try await !SQLiteShell.rows(block, of: "run/run.sqlite", in: place).isEmpty, "no rows: \(block)")
        }
    }

    @Test("every link leads somewhere", arguments: pages)
    func links(_ name: String) throws {
        let folder = name.hasPrefix("docs/") ? "docs/" : ""
        for link in try Page(name).links(in: folder) {
            let path = link.components(separatedBy: "#")[0]
            #expect(FileManager.default.fileExists(atPath: ProjectFolder.path + "/" + path), "\(name) links to \(link)")
        }
    }
}
