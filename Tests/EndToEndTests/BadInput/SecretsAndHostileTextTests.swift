import Foundation
import TestSupport
import Testing

@Suite("Secrets are never written, hostile text never reaches the terminal")
struct SecretsAndHostileTextTests {
    private static let secret = "sk-selfplay-0123456789abcdef"

    @Test("a key that is accepted stands in no file and no output")
    func acceptedKey() async throws {
        let place = try Workplace()
        var options = VLLMDouble.Options()
        options.apiKey = Self.secret
        try await Servers.with(options) { servers in
            try place.write("config.yaml", servers.configuration)
            let arguments = ["policy.api_key_env=SELFPLAY_TEST_KEY"]
            let outcome = try await place.selfplay(
                "run",
                "config.yaml",
                "--run-dir",
                "run",
                "--set",
                arguments[0],
                environment: ["SELFPLAY_TEST_KEY": Self.secret]
            )
            #expect(outcome.exitCode == 0)
            #expect(!(outcome.output + outcome.errors).contains(Self.secret))
            #expect(servers.policy.journal.recent.contains { $0.authorization == "Bearer \(Self.secret)" })
            #expect(servers.reward.journal.recent.allSatisfy { $0.authorization == nil })
        }
        try expectNowhere(in: place)
    }

    @Test("a key that is refused, and echoed by the server, is not shown")
    func refusedKey() async throws {
        let place = try Workplace()
        var options = OpenAIDouble.Options()
        options.apiKey = "another"
        let policy = OpenAIDouble(options)
        let reward = OpenRLHFDouble()
        try place.write("config.yaml", Settings.openai(try await policy.start(), reward: try await reward.start()))
        let outcome = try await place.selfplay(
            "run",
            "config.yaml",
            "--run-dir",
            "run",
            "--set",
            "policy.api_key_env=SELFPLAY_TEST_KEY",
            environment: ["SELFPLAY_TEST_KEY": Self.secret]
        )
        expectRefusal(outcome, "401", "SELFPLAY_TEST_KEY")
        #expect(!outcome.errors.contains(Self.secret))
        try expectNowhere(in: place)
        await policy.stop()
        await reward.stop()
    }

    @Test("a key in an endpoint's address is refused and not shown")
    func keyInAddress() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.vllm("http://user:\(Self.secret)@127.0.0.1:9", reward: "http://127.0.0.1:9"))
        let outcome = try await place.selfplay("run", "config.yaml")
        expectRefusal(outcome, "api_key_env")
        #expect(!outcome.errors.contains(Self.secret))
    }

    @Test("escape sequences of a server do not reach the terminal, neither while it happens nor in status")
    func escapeSequences() async throws {
        let place = try Workplace()
        let policy = OpenAIDouble()
        let reward = LoopbackServer { request, _ in
            let isProbe = request.text.contains("\"ping\"")
            let complaint = #"{"error":{"message":"no \u001b[31m\u001b]0;owned\u0007 \u202e such text","type":"BadRequestError"}}"#
            return isProbe ? ServerReply(status: 200, text: #"{"rewards":[0.5]}"#) : ServerReply(status: 400, text: complaint)
        }
        try place.write("config.yaml", Settings.openai(try await policy.start(), reward: try await reward.start()))
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(outcome.exitCode == 3)
        let status = try await place.selfplay("status", "run")
        #expect(status.output.contains("last error"))
        for text in [outcome.errors, status.output, try await place.selfplay("status", "run", "--json").output] {
            #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x07 || $0.value == 0x202E })
        }
        await policy.stop()
        await reward.stop()
    }

    @Test("escape sequences in what a person gives are shown as replacement characters")
    func escapeSequencesInArguments() async throws {
        let place = try Workplace()
        let outcome = try await place.selfplay("status", "no\u{1B}[31mrun")
        expectRefusal(outcome, "no\u{FFFD}[31mrun does not exist")
    }

    /// Looks into every file the run left.
    private func expectNowhere(in place: Workplace) throws {
        for name in place.contents where name != "config.yaml" {
            guard let bytes = FileManager.default.contents(atPath: place.path + "/" + name) else { continue }
            #expect(bytes.range(of: Data(Self.secret.utf8)) == nil, "the key stands in \(name)")
        }
    }
}
