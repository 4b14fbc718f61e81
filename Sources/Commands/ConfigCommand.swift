import ArgumentParser
import Settings

/// `selfplay config`
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show a configuration with its defaults, or the JSON Schema of all keys.",
        subcommands: [Show.self, Schema.self]
    )

    /// `selfplay config show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Check a configuration and print it with every default written out."
        )

        @Argument(help: "The configuration file.")
        var config: String

        @Option(name: .customLong("set"), help: ArgumentHelp("Override a configuration key.", valueName: "key.path=value"))
        var overrides: [String] = []

        func run() async throws {
            Console.out(try Configuration.load(file: config, overrides: overrides).canonicalYAML())
        }
    }

    /// `selfplay config schema`
    struct Schema: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "schema",
            abstract: "Print the JSON Schema of the configuration."
        )

        func run() async throws {
            Console.out(ConfigurationSchema.json())
        }
    }
}
