import Inference
import Testing

@Suite("Endpoints of one role must be one model")
struct EndpointsOfOneRoleTests {
    private func findings(_ answers: EndpointAgreement.Answer...) -> [(endpoint: String, finding: ProbeFinding)] {
        EndpointAgreement(role: "policy", answers: answers).findings
    }

    @Test("log-probs within noise are the same weights; beyond it the endpoint is named")
    func weights() throws {
        let found = findings(
            .init(endpoint: "a", promptTokens: [1], logprobs: [-1, -2]),
            .init(endpoint: "b", promptTokens: [1], logprobs: [-1.01, -2.02]),
            .init(endpoint: "c", promptTokens: [1], logprobs: [-1.5, -2])
        )
        #expect(found.map(\.endpoint) == ["b", "c"])
        #expect(found.map(\.finding.verdict) == [.good, .bad])
        #expect(found[1].finding.message == "other weights than at a: log-probs of the same response differ by 0.25 per token")
        #expect(found[1].finding.value == 0.25)
    }

    @Test("other tokens for the same conversation are bad, whatever the log-probs say")
    func tokens() {
        let found = findings(
            .init(endpoint: "a", promptTokens: [1, 2], logprobs: [-1]),
            .init(endpoint: "b", promptTokens: [1, 3], logprobs: [-1])
        )
        #expect(found.map(\.finding.verdict) == [.bad])
        #expect(found[0].finding.message.contains("other tokens than a"))
    }

    @Test("weights that are only said to differ are a warning")
    func versions() {
        let found = findings(.init(endpoint: "a", weightVersion: "r1"), .init(endpoint: "b", weightVersion: "r2"))
        #expect(found.map(\.finding.verdict) == [.warning])
    }

    @Test("one endpoint agrees with itself, and nothing is said where nothing can be compared")
    func nothingToCompare() {
        #expect(findings(.init(endpoint: "a", promptTokens: [1])).isEmpty)
        #expect(findings(.init(endpoint: "a"), .init(endpoint: "b")).isEmpty)
    }
}
