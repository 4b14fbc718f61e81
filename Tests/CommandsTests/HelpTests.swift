import ArgumentParser
import Testing

@testable import Commands

@Suite("Help")
struct HelpTests {
    @Test("the root lists every command with what it is for, and the exit codes")
    func root() {
        let help = Selfplay.helpMessage(columns: 100)
        #expect(
            help == """
                OVERVIEW: Self-play preference data: sample, reward, measure, select, export; round after round.

                A run is a folder with one SQLite file. Starting is resuming: run the same command again after any
                crash and only what is missing is done.

                Exit codes: 0 done; 2 bad usage, configuration or input, nothing touched; 3 stopped before the end,
                resumable; 4 locked by another process; 70 internal error; 130 interrupted, resumable.

                USAGE: selfplay <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  run                     Start a run, or go on with it where it stands.
                  resume                  Go on with a run from its database alone.
                  status                  Show where a run stands: rounds, stages, funnels, training sets.
                  plan                    Count what a run would do, without doing it: prompts, requests, tokens,
                                          disk.
                  doctor                  Look for what is wrong: the servers of a configuration, or the ledger and
                                          files of a run.
                  export                  Write a round's training set in a trainer's format.
                  select                  Choose a round's pairs or answers again from recorded facts, without
                                          inference.
                  compare                 Hold two selections of a round against each other.
                  advance                 Tell a run that waits for a training by hand where its new weights lie.
                  endpoints               List the servers of a run, add one, or remove one, also while it goes on.
                  import                  Make a run from existing responses, rewards and log-probs.
                  init                    Write a configuration to start from, with a few prompts beside it.
                  config                  Show a configuration with its defaults, or the JSON Schema of all keys.
                  lab                     Compare selection metrics on the playground, where the true rewards are
                                          known.

                  See 'selfplay help <subcommand>' for detailed help.
                """
        )
    }

    @Test("every command has an abstract that is a sentence, and every option and argument has help", arguments: CommandTree.leaves)
    func everyOption(_ command: CommandTree.Leaf) {
        let abstract = command.type.configuration.abstract
        #expect(abstract.hasSuffix(".") && abstract.count > 20)
        for entry in command.entries {
            #expect(entry.help.count > 8, "\(command.name) \(entry.name) has no help")
        }
    }

    @Test("every command and every option stands in docs/commands.md", arguments: CommandTree.leaves)
    func documentation(_ command: CommandTree.Leaf) throws {
        let sections = try ProjectPage.text("docs/commands.md").components(separatedBy: "\n## ")
        let section = try #require(sections.first { $0.hasPrefix("selfplay \(command.name)") }, "no section `selfplay \(command.name)`")
        for entry in command.entries where entry.name.hasPrefix("--") && entry.name != "--version" && entry.name != "--help" {
            #expect(section.contains("`" + entry.name), "docs/commands.md: \(command.name) lacks \(entry.name)")
        }
    }
}
