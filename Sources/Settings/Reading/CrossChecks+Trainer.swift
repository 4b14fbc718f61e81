/// What must hold between the keys of `trainer`, and between them and the policy's backend.
extension CrossChecks {
    mutating func checkTrainer() {
        guard !settings.faulty.contains("trainer"), !settings.faulty.contains("trainer.kind"), let kind = trainerKind else { return }
        checkCommand(of: kind)
        checkKeys(of: kind)
        checkData(for: kind)
        if kind == .playground, let backend = settings.text("policy.backend"), backend != "playground" {
            complain("trainer.kind", "playground trains the playground's policy, and policy.backend is \(backend): use manual or a command")
        }
        guard kind != .none else { return }
        checkSwap(kind)
        checkRelease()
    }

    private var trainerKind: TrainerKind? {
        if let name = settings.text("trainer.kind") { return TrainerKind(rawValue: name) }
        return settings.isWritten("trainer.command") ? .command : TrainerKind.none
    }

    private mutating func checkCommand(of kind: TrainerKind) {
        guard kind == .command, !settings.isWritten("trainer.command") else { return }
        complain("trainer.command", "is missing: with kind command, name the program and its arguments, such as [python3, train.py]")
    }

    private mutating func checkKeys(of kind: TrainerKind) {
        let isCommand: Bool = kind == .command
        for name in ["command", "environment", "directory", "timeout", "log_limit", "before", "after"] where !isCommand {
            complainOfUse("trainer." + name, kind)
        }
        if kind != .playground { complainOfUse("trainer.playground", kind) }
        guard kind == .none else { return }
        for name in ["data", "weights"] { complainOfUse("trainer." + name, kind) }
    }

    private mutating func complainOfUse(_ path: String, _ kind: TrainerKind) {
        guard settings.isWritten(path) else { return }
        let origin: String = settings.isWritten("trainer.kind") ? "" : " (the default)"
        complain(path, "has no use with trainer.kind \(kind.rawValue)\(origin): remove it, or change the kind")
    }

    private mutating func checkData(for kind: TrainerKind) {
        guard kind != .none, let count = settings.counts["export"] else { return }
        guard count > 0 else {
            complain("export", "must not be empty with a trainer, which reads what is exported")
            return
        }
        let formats: [String] = (0..<count).compactMap { settings.text("export.\($0).format") }
        guard let data = settings.text("trainer.data"), formats.count == count, !formats.contains(data) else { return }
        complain("trainer.data", "\(data) is not among the formats of export: \(formats.joined(separator: ", "))")
    }

    // MARK: - Weights

    /// SGLang's servers are reached through the OpenAI dialect.
    private static let backends: [String: String] = [
        WeightSwap.vllmLoRA.rawValue: "vllm", WeightSwap.vllmReload.rawValue: "vllm", MemoryRelease.vllmSleep.rawValue: "vllm",
        WeightSwap.sglangDisk.rawValue: "openai", MemoryRelease.sglangRelease.rawValue: "openai",
    ]

    private mutating func checkSwap(_ kind: TrainerKind) {
        let path = "trainer.weights.swap"
        checkFits(path)
        guard let swap = settings.text(path) else { return }
        if kind == .playground, swap == "restart" || swap == "external" {
            complain(path, "\(swap) has no use with trainer.kind playground, whose policy takes new weights by itself: remove it")
        }
        checkPair(path, is: WeightSwap.restart.rawValue, needs: "trainer.weights.command")
    }

    private mutating func checkRelease() {
        let path = "trainer.weights.free"
        checkFits(path)
        checkPair(path, is: MemoryRelease.stop.rawValue, needs: "trainer.weights.stop_command")
        guard settings.text(path) == MemoryRelease.stop.rawValue, let swap = settings.text("trainer.weights.swap") else { return }
        guard swap != "restart", swap != "external" else { return }
        complain(path, "stop ends the server: set trainer.weights.swap to restart or external, so that it comes back")
    }

    private mutating func checkFits(_ path: String) {
        guard let choice = settings.text(path), let needed = Self.backends[choice] else { return }
        guard let backend = settings.text("policy.backend"), backend != needed else { return }
        complain(path, "\(choice) needs policy.backend \(needed), not \(backend)")
    }

    private mutating func checkPair(_ path: String, is choice: String, needs command: String) {
        guard let chosen = settings.text(path) else { return }
        if chosen == choice, !settings.isWritten(command) {
            complain(command, "is missing: with \(path) \(choice), name the program and its arguments")
        }
        if chosen != choice, settings.isWritten(command) {
            complain(command, "has no use with \(path) \(chosen): remove it, or set \(choice)")
        }
    }
}
