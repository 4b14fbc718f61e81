import Inference
import Orchestrator
import Testing

@testable import Commands

@Suite("What doctor found is a table")
struct FindingTableTests {
    private let findings = [
        Finding(role: "policy", endpoint: "http://a:1", ProbeFinding(.reachable, .good, "vLLM 0.33.0")),
        Finding(
            role: "reward rm",
            endpoint: "http://b:22",
            ProbeFinding(.selfTest, .bad, "equal\u{1B}[2J\nscores", remedy: "check the head")
        ),
    ]

    @Test("columns stand below each other, remedies on lines of their own, and nobody else's control codes get through")
    func columns() {
        let expected = """
            ok       policy http://a:1      reachable  vLLM 0.33.0
            BAD      reward rm http://b:22  self-test  equal\u{FFFD}[2J scores
                     -> check the head
            """
        #expect(FindingTable(findings: findings, isColoured: false).text == expected)
    }

    @Test("colours are for terminals and change nothing else")
    func colours() {
        let coloured = FindingTable(findings: findings, isColoured: true).text
        #expect(coloured.contains("\u{1B}[32mok     \u{1B}[0m  policy"))
        let plain = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(plain == FindingTable(findings: findings, isColoured: false).text)
    }

    @Test("what a run recorded earlier says so")
    func recorded() {
        var old = findings[0]
        old.recordedAt = 5
        #expect(FindingTable(findings: [old], isColoured: false).text.hasSuffix("as last recorded: vLLM 0.33.0"))
    }
}
