import Inference
import Ledger
import Platform
import Settings

/// Scores stored responses again to find out which weights an endpoint serves, and records what it found.
struct WeightInspector: Sendable {
    let configuration: Configuration
    let ledger: Ledger
    let writing: BlockingQueue
    let notice: @Sendable (RunNotice) -> Void

    private var sources: [LogprobSource] { configuration.policy.logprobs == .sampled ? [.sampled] : [.given, .imported] }
    private var limit: Int { configuration.trainer.weights.check }

    /// The playground's weights are the file it loaded, in this process: there is nothing to doubt. Nor is there anything to ask where
    /// nothing is trained, or log-probs cannot be measured.
    private func isUseful(_ backend: any PolicyBackend) -> Bool {
        limit > 0 && configuration.policy.backend.kind != .playground && configuration.trainer.kind != .none
            && configuration.policy.logprobs != .none && backend.capabilities.scoresGivenText
    }

    /// Whether every policy endpoint serves these weights, by the record; nil where nothing is recorded under them, false also where an
    /// endpoint does not answer.
    func serves(_ weights: Weights, _ backends: BackendSet) async -> Bool? {
        guard let first = backends.round.policy.first, isUseful(first) else { return nil }
        let spots = (try? await spots(configuration.policy.backend.model, weights.version)) ?? []
        guard !spots.isEmpty else { return nil }
        for (name, backend) in zip(backends.policyEndpoints, backends.round.policy) {
            guard let check = try? await check(.same, "the policy at \(name)", spots, backend), check.passes else { return false }
        }
        return true
    }

    /// Checks every endpoint: the record of the expected weights where there is one, else that something changed since the last ones; the
    /// reference must be what it was. Throws `RunError` at the first that serves the wrong weights.
    func inspect(_ backends: BackendSet, _ weights: FleetWeights, moment: String, round: Int) async throws {
        if let first = backends.round.policy.first, !isUseful(first), !weights.policy.version.isEmpty,
            configuration.policy.backend.kind != .playground
        {
            notice(
                .warning(
                    "that the policy's servers answer with the weights \(weights.policy.version) is taken on trust: nothing was measured"
                )
            )
        }
        for index in backends.round.policy.indices {
            try await policy(index, backends, weights, moment: moment, round: round)
        }
        for index in backends.round.reference.indices {
            try await reference(index, backends, weights, moment: moment, round: round)
        }
    }

    /// The same for one endpoint that was away.
    func returned(_ stage: StageID, endpoint: Int, _ backends: BackendSet, _ weights: FleetWeights, round: Int) async throws {
        do {
            switch stage {
            case .sample, .policyLogprob: try await policy(endpoint, backends, weights, moment: "return", round: round)
            case .referenceLogprob: try await reference(endpoint, backends, weights, moment: "return", round: round)
            case .reward, .rewrite, .embedding: break
            }
        } catch let error as RunError {
            throw BackendError(.misconfigured, error.message)
        }
    }

    private func policy(_ index: Int, _ backends: BackendSet, _ weights: FleetWeights, moment: String, round: Int) async throws {
        let backend = backends.round.policy[index]
        guard isUseful(backend) else { return }
        let endpoint = backends.policyEndpoints[index]
        let model = configuration.policy.backend.model
        var spots = try await spots(model, weights.policy.version)
        var question = WeightCheck.Question.same
        if spots.isEmpty, let last = try await lastVersion(before: weights.policy.version) {
            spots = try await self.spots(model, last)
            question = .changed
        }
        try await judge(question, "policy", endpoint, spots, backend, weights.policy.version, moment: moment, round: round)
    }

    private func reference(_ index: Int, _ backends: BackendSet, _ weights: FleetWeights, moment: String, round: Int) async throws {
        let backend = backends.round.reference[index]
        guard isUseful(backend), let model = configuration.reference?.backend.model else { return }
        let spots = try await spots(model, weights.reference.version)
        let endpoint = backends.referenceEndpoints[index]
        try await judge(.same, "reference", endpoint, spots, backend, weights.reference.version, moment: moment, round: round)
    }

    private func judge(
        _ question: WeightCheck.Question,
        _ role: String,
        _ endpoint: String,
        _ spots: [SpotResponse],
        _ backend: any PolicyBackend,
        _ version: String,
        moment: String,
        round: Int
    ) async throws {
        guard !spots.isEmpty else { return }
        let check: WeightCheck
        do {
            check = try await self.check(question, "the \(role) at \(endpoint)", spots, backend)
        } catch let error as BackendError {
            throw RunError(.resumable, "the \(role) at \(endpoint) could not be checked for its weights: \(error.message)")
        }
        let record = WeightCheckRecord(
            round: round,
            moment: moment,
            role: role,
            endpoint: endpoint,
            weightVersion: version,
            responses: check.count,
            noise: check.noise,
            difference: question == .same ? check.difference : nil,
            change: question == .changed ? check.difference : nil,
            passed: check.passes,
            message: check.sentence
        )
        try await writing.run { [ledger] in try ledger.record(record, at: RunClock.wall) }
        guard check.passes else {
            throw RunError(
                .resumable,
                "\(check.sentence); make the server load \(version.isEmpty ? "the weights the run began with" : "the weights \(version)"), "
                    + "or set trainer.weights.check to 0 to go on unchecked"
            )
        }
        notice(.info(check.sentence))
    }

    private func check(
        _ question: WeightCheck.Question,
        _ subject: String,
        _ spots: [SpotResponse],
        _ backend: any PolicyBackend
    ) async throws -> WeightCheck {
        var measurements: [WeightMeasurement] = []
        for spot in spots {
            measurements.append(
                try await WeightMeasurement.take(
                    with: backend,
                    prompt: spot.promptTokens,
                    response: spot.responseTokens,
                    recorded: spot.meanLogprob
                )
            )
        }
        return try WeightCheck(question, of: subject, measurements, floor: configuration.trainer.weights.noiseFloor)
    }

    private func spots(_ model: String, _ version: String) async throws -> [SpotResponse] {
        try await writing.run { [ledger, sources, limit, tokenizer = configuration.policy.backend.model] in
            try ledger.spotResponses(model: model, weightVersion: version, tokenizer: tokenizer, sources: sources, limit: limit)
        }
    }

    /// The weights that answered before these did.
    private func lastVersion(before version: String) async throws -> String? {
        try await writing.run { [ledger] in try ledger.rounds().last { $0.weightVersion != version }?.weightVersion }
    }
}
