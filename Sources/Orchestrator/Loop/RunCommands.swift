import Datasets
import JSONCursor
import Ledger
import Platform
import Settings

/// The commands of the configuration that a run carries out between its own steps: the trainer's helpers, the evaluation, the hooks.
struct RunCommands: Sendable {
    let configuration: Configuration
    let folder: RunFolder
    let notice: @Sendable (RunNotice) -> Void

    /// What a command of a hook is told happened.
    enum Event: String, Sendable {
        case roundFinished = "round_finished"
        case stopped
        case failed
    }

    /// Refuses, before anything is made, commands with placeholders that have no value where they stand.
    func check() throws(RunError) {
        let trainer = configuration.trainer
        if trainer.kind == .command {
            let command = try CommandTemplate(trainer.command, key: "trainer.command")
            guard command.contains(.output) else {
                throw RunError(.input, "trainer.command does not contain {output}: the trainer must be told where to write the new model")
            }
        }
        for (key, commands) in [("trainer.before", trainer.before), ("trainer.after", trainer.after)] {
            for command in commands { _ = try CommandTemplate(command, key: key, known: Self.known(key)) }
        }
        for (key, command) in [
            ("trainer.weights.command", trainer.weights.command), ("trainer.weights.stop_command", trainer.weights.stopCommand),
        ] {
            _ = try CommandTemplate(command, key: key, known: Self.known(key))
        }
        if let eval = configuration.eval {
            _ = try CommandTemplate(eval.command, key: "eval.command", known: Self.evaluation)
        }
    }

    private static let evaluation: [CommandPlaceholder] = [.policy, .round, .run]

    /// What may stand in a helper command.
    private static func known(_ key: String) -> [CommandPlaceholder] {
        switch key {
        case "trainer.weights.command": [.model, .run]
        default: [.dataset, .policy, .reference, .round, .run]
        }
    }

    /// Runs a helper command to its end. Throws `RunError` where it fails; what it leaves running (a server) lives on.
    func run(_ arguments: [String], key: String, _ values: [CommandPlaceholder: String]) async throws {
        let isOfServers = key.hasPrefix("trainer.weights")
        var all = values
        all[.run] = folder.path
        let spec = CommandSpec(
            key: key,
            arguments: try CommandTemplate(arguments, key: key, known: Self.known(key)).expanded(all),
            environment: configuration.trainer.environment,
            directory: configuration.trainer.directory.absolute,
            timeout: isOfServers ? configuration.trainer.weights.timeout : configuration.trainer.timeout,
            output: .file(folder.path + "/commands.log")
        )
        let result = try await CommandRunner.run(spec)
        if let failure = result.failure(of: spec) { throw failure }
    }

    /// Runs the evaluation command and reads the numbers from the JSON object in its last line of output.
    ///
    /// - Parameter policy: the weights to evaluate, as a path or a name.
    func evaluate(_ round: Int, policy: String) async throws -> [(name: String, value: Double)] {
        guard let eval = configuration.eval else { return [] }
        let values: [CommandPlaceholder: String] = [.policy: policy, .round: String(round), .run: folder.path]
        let spec = CommandSpec(
            key: "eval.command",
            arguments: try CommandTemplate(eval.command, key: "eval.command", known: Self.evaluation).expanded(values),
            directory: configuration.folder,
            timeout: eval.timeout
        )
        let result = try await CommandRunner.run(spec)
        if let failure = result.failure(of: spec) { throw failure }
        return Self.numbers(inLastLineOf: result.output)
    }

    /// Tells a hook what happened, as JSON on its stdin. A hook that fails is a warning: a run does not depend on who watches it.
    func tell(_ event: Event, _ body: (inout JSONWriter) throws -> Void) async {
        guard let hooks = configuration.hooks else { return }
        let arguments =
            switch event {
            case .roundFinished: hooks.roundFinished
            case .stopped: hooks.stopped
            case .failed: hooks.failed
            }
        guard !arguments.isEmpty else { return }
        do {
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("event")
            writer.string(event.rawValue)
            writer.key("run")
            writer.string(configuration.run)
            writer.key("folder")
            writer.string(folder.path)
            try body(&writer)
            writer.endObject()
            writer.endLine()
            let spec = CommandSpec(
                key: "hooks.\(event.rawValue)",
                arguments: arguments,
                directory: configuration.folder,
                input: Array(writer.bytes),
                timeout: hooks.timeout
            )
            if let failure = try await CommandRunner.run(spec).failure(of: spec) { notice(.warning(failure.message)) }
        } catch {
            notice(.warning("hooks.\(event.rawValue): \(error)"))
        }
    }

    /// The finite numbers of a JSON object, by name; none where the last line is no object. Of a name that comes twice the last one counts.
    static func numbers(inLastLineOf output: [UInt8]) -> [(name: String, value: Double)] {
        guard let line = output.split(separator: UInt8(ascii: "\n")).last(where: { !$0.allSatisfy { $0 == 32 || $0 == 13 } }) else {
            return []
        }
        var numbers: [String: Double] = [:]
        let isObject: Void? = try? JSONCursor.read(Array(line)) { cursor in
            try cursor.object { key, value in
                switch try JSONValue(&value) {
                case .integer(let number): numbers[key.text] = Double(number)
                case .double(let number) where number.isFinite: numbers[key.text] = number
                default: break
                }
            }
        }
        return isObject == nil ? [] : numbers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
