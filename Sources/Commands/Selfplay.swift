package import ArgumentParser

/// The command line's root.
package struct Selfplay: AsyncParsableCommand {
    package static let version = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "selfplay",
        abstract: "Self-play preference data: sample, reward, measure, select, export; round after round.",
        discussion: """
            A run is a folder with one SQLite file. Starting is resuming: run the same command again after any crash and only \
            what is missing is done.

            Exit codes: 0 done; 2 bad usage, configuration or input, nothing touched; 3 stopped before the end, resumable; \
            4 locked by another process; 70 internal error; 130 interrupted, resumable.
            """,
        version: version,
        subcommands: [
            RunCommand.self, ResumeCommand.self, StatusCommand.self, PlanCommand.self, DoctorCommand.self, ExportCommand.self,
            SelectCommand.self, CompareCommand.self, AdvanceCommand.self, EndpointsCommand.self, ImportCommand.self, InitCommand.self,
            ConfigCommand.self,
            LabCommand.self,
            PlaygroundTrainCommand.self,
        ]
    )

    package init() {}
}
