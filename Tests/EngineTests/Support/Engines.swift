import Foundation
import TestSupport

/// Where the inference servers and the tiny models lie that these tests need; `make test-engines` says so.
enum Engines {
    private static let environment: [String: String] = ProcessInfo.processInfo.environment

    /// What `scripts/engines/install.sh` made; nil where nobody asked for these tests.
    private static let folder: String? = environment["SELFPLAY_ENGINES"]

    /// Folders `lm` and `rm` of Hugging Face's format, and the same weights as GGUF files.
    static let models: String = environment["SELFPLAY_MODELS"] ?? ProjectFolder.path + "/../shared/real-engine/model"

    static let llamaServer: String = (folder ?? "") + "/bin/llama-server"
    static let vllm: String = (folder ?? "") + "/venv-vllm/bin/vllm"
    /// A Python with torch and transformers.
    static let python: String = (folder ?? "") + "/venv-check/bin/python"

    static let areThere: Bool = folder != nil && FileManager.default.fileExists(atPath: models + "/lm")

    /// Runs a Python script to its end and prints what it measured.
    static func python(_ script: String, _ arguments: String..., in place: Workplace) async throws -> (exitCode: Int32, output: String) {
        let words = ([python, script] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let result = try await Shell.run("OMP_NUM_THREADS=1 HF_HUB_OFFLINE=1 \(words)", directory: place.path)
        for line in result.output.split(separator: "\n") { print("    \(line)") }
        return result
    }

    /// A script of `Tests/RealEngine`.
    static func script(_ name: String) -> String { ProjectFolder.path + "/Tests/RealEngine/" + name }
}
