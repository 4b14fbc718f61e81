import Inference

/// One endpoint of a policy, reference or rewriter while it is probed: what it answered, and what that means.
struct FleetMember: Sendable {
    let role: String
    let endpoint: String
    let backend: any PolicyBackend
    let model: String
    let order: PolicyProbe.Order
    private(set) var probe: BackendProbe?
    private(set) var template: TemplateReading?
    /// Token ids of the first response drawn, where they are told.
    private(set) var response: [Int32]?
    private(set) var findings: [Finding] = []

    init(role: String, endpoint: String, backend: any PolicyBackend, model: String, order: PolicyProbe.Order) {
        self.role = role
        self.endpoint = endpoint
        self.backend = backend
        self.model = model
        self.order = order
    }

    var isSound: Bool { findings.allSatisfy { $0.verdict != .bad } }

    var answer: EndpointAgreement.Answer {
        EndpointAgreement.Answer(endpoint: endpoint, promptTokens: template?.prompt, weightVersion: probe?.weightVersion)
    }

    mutating func add(_ found: [ProbeFinding]) {
        findings += found.map { Finding(role: role, endpoint: endpoint, $0) }
    }

    /// Reached, and its template looked at.
    func reached(
        _ reach: @Sendable (_ name: String, _ probe: @Sendable () async throws -> BackendProbe) async throws -> BackendProbe
    ) async throws -> FleetMember {
        var member = self
        let told: BackendProbe
        do {
            told = try await reach(endpoint) { [backend] in try await backend.probe() }
        } catch let error as BackendError {
            member.add([ProbeFinding(.reachable, failed: error)])
            return member
        }
        member.probe = told
        member.add(ReachReading(probe: told, model: model).findings)
        let asking = PolicyProbe(backend, order)
        do {
            member.template = try await asking.template()
            member.add(await asking.judge(member.template, told))
        } catch let error as BackendError {
            member.add([ProbeFinding(.template, failed: error)])
        }
        return member
    }

    /// Log-probs of a response, per token.
    func measured(_ prompt: [Int32], _ response: [Int32]) async -> Result<[Double], any Error> {
        do { return .success(try await backend.score(prompt: prompt, response: response)) } catch { return .failure(error) }
    }

    /// Sampled from, and its log-probs compared. A reference only measures.
    func sampled(isThorough: Bool, draws: Bool) async -> FleetMember {
        var member = self
        let asking = PolicyProbe(backend, order)
        let isAsked: Bool = role == "rewriter" ? isThorough : role == "policy" && order.samples > 0
        if isAsked, draws, isThorough || backend.capabilities.reproducible {
            let (found, first) = await asking.seeds(template?.prompt)
            member.add(found)
            member.response = first?.tokens
        }
        if role == "policy", isThorough ? order.samples > 0 : order.needsSampledLogprobs {
            member.add(await asking.logprobs(probe?.server))
        }
        return member
    }
}
