import ArgumentParser
import Orchestrator
import Platform

/// `selfplay init`
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a configuration to start from, with a few prompts beside it.",
        discussion: "The configuration runs on the embedded playground as it is; its comments say what to change for real servers."
    )

    @Argument(help: "The folder to write into.")
    var directory: String

    func run() async throws {
        let path = Places.absolute(directory)
        let files = [("config.yaml", InitFiles.configuration), ("prompts.jsonl", InitFiles.prompts)]
        for (name, _) in files where RunFolder.exists(path + "/" + name) {
            throw RunError(.input, "\(path)/\(name) exists already: nothing was written")
        }
        try RunFolder.create(path)
        for (name, text) in files {
            do {
                try SmallFile.write(Array(text.utf8), to: path + "/" + name)
            } catch {
                throw RunError(.input, error.description)
            }
        }
        Console.out("wrote \(path)/config.yaml and \(path)/prompts.jsonl\nnext: selfplay run \(path)/config.yaml")
    }
}
