import Inference
import Ledger
import Testing

@testable import Orchestrator

@Suite("Findings say where, what and what to do")
struct FindingsTests {
    private let endpoint = "http://127.0.0.1:8000/v1"

    @Test("the endpoint is named once, however the message came about")
    func sentences() {
        let own = Finding(role: "policy", endpoint: endpoint, ProbeFinding(.template, .bad, "two BOS", remedy: "take one out"))
        #expect(own.sentence == "policy http://127.0.0.1:8000/v1: two BOS; take one out")
        let backend = Finding(role: "policy", endpoint: endpoint, ProbeFinding(.reachable, .bad, "127.0.0.1:8000/v1/models: answered 500"))
        #expect(backend.sentence == "127.0.0.1:8000/v1/models: answered 500")
        #expect(Finding("ledger", "tally", .good, "fine").sentence == "fine")
    }

    @Test("the first bad one refuses a run; a server that went away stops it resumably")
    func refusals() throws {
        func error(_ failure: BackendError) -> RunError? {
            let findings = [
                Finding(role: "policy", endpoint: endpoint, ProbeFinding(.context, .warning, "short")),
                Finding(role: "policy", endpoint: endpoint, ProbeFinding(.template, failed: failure)),
            ]
            do throws(RunError) { try Preflight.refuse(findings) } catch { return error }
            return nil
        }
        #expect(error(BackendError(.rejected, "no"))?.kind == .input)
        #expect(error(BackendError(.overloaded, "busy"))?.kind == .resumable)
        try Preflight.refuse([Finding("policy", "context", .warning, "short")])
    }

    @Test("what a run recorded comes back as it was, with its time")
    func records() throws {
        let finding = Finding(
            role: "reward rm",
            endpoint: endpoint,
            ProbeFinding(.selfTest, .warning, "wrong order", remedy: "look", value: -1, bound: 0)
        )
        let back = try #require(Finding(ProbeRecord(finding), at: 12))
        #expect(back.recordedAt == 12 && back.subject == finding.subject && back.check == "self-test" && back.verdict == .warning)
        #expect(back.message == finding.message && back.remedy == "look" && back.value == -1 && back.bound == 0)
    }
}
