import Inference
import Ledger
import Platform
import Settings

/// The servers of a run and the weights they serve: brings them up to those a round needs, and believes it only once stored responses,
/// scored again, say so.
actor Fleet {
    /// Reached once everything about a set of weights is in order.
    private(set) var backends: BackendSet?
    private var weights: FleetWeights?
    private var configuration: Configuration
    /// Of the configuration whose endpoints are in use, as the ledger numbers them; 0 before there is one.
    private(set) var configurationKey: Int64 = 0
    private let makeBackends: @Sendable (Configuration, FleetWeights) throws -> BackendSet
    private var controls: WeightControls
    private let makeControls: @Sendable (Configuration) throws -> WeightControls
    private let restart: @Sendable (Weights) async throws -> Void
    /// Nil before there is a ledger.
    private var inspector: WeightInspector?
    private var notice: @Sendable (RunNotice) -> Void
    /// The weights of a part of a round whose endpoints have changed since it began.
    private var following: FleetWeights?
    private var round = 0
    /// What looking at the servers showed and the ledger does not have yet.
    private var probes: [Finding] = []

    /// - Parameters:
    ///   - restart: carries out `trainer.weights.command`.
    init(
        configuration: Configuration,
        makeBackends: @escaping @Sendable (Configuration, FleetWeights) throws -> BackendSet,
        makeControls: @escaping @Sendable (Configuration) throws -> WeightControls,
        restart: @escaping @Sendable (Weights) async throws -> Void,
        notice: @escaping @Sendable (RunNotice) -> Void
    ) throws {
        self.configuration = configuration
        self.makeBackends = makeBackends
        self.makeControls = makeControls
        controls = try makeControls(configuration)
        self.restart = restart
        self.notice = notice
    }

    /// From here on what is served is checked against the record.
    ///
    /// - Parameter key: of the configuration the run goes on with.
    func attach(_ inspector: WeightInspector, key: Int64, notice: @escaping @Sendable (RunNotice) -> Void) {
        self.inspector = inspector
        configurationKey = key
        self.notice = notice
    }

    /// Backends that serve these weights; nothing is asked of them while they do already.
    ///
    /// Throws `RunError`: `input` where a server cannot do what the run needs, `resumable` where it does not serve what it should.
    func serving(_ wanted: FleetWeights, round: Int) async throws -> BackendSet {
        self.round = round
        following = nil
        if let backends, weights == wanted { return backends }
        let moment = weights == nil ? "start" : "swap"
        let fresh = try makeBackends(configuration, wanted)
        if try await needsSwap(fresh, wanted, round: round) {
            try await swap(to: wanted.policy)
        }
        // A reference that follows the policy is an adapter on its servers, which one that was started anew has lost; told twice does no harm.
        if weights?.reference != wanted.reference, wanted.reference.path != nil { try await load(wanted.reference) }
        try await preflight(fresh, moment)
        try await inspector?.inspect(fresh, wanted, moment: moment, round: round)
        if moment == "swap" { notice(.info("round \(round): the policy answers with \(name(wanted.policy))")) }
        var checked = fresh
        checked.round.onReturn = { [inspector] stage, endpoint in
            try await inspector?.returned(stage, endpoint: endpoint, fresh, wanted, round: round)
        }
        let outdated = configuration.reference?.follow == .rolling ? weights?.reference : weights?.policy
        backends = checked
        weights = wanted
        if let outdated, outdated != wanted.policy, outdated != wanted.reference { await retire(outdated) }
        return checked
    }

    /// What is wrong before the first request refuses the run; what is wrong after a training stops it where it can go on.
    private func preflight(_ fresh: BackendSet, _ moment: String) async throws {
        do {
            let preflight = Preflight(configuration: configuration, backends: fresh, isStart: moment == "start", notice: notice)
            let found = try await preflight.check()
            probes += found
            try Preflight.refuse(found)
        } catch let error as RunError where moment == "swap" {
            throw RunError(.resumable, error.message)
        }
    }

    /// What looking at the servers showed since it was last asked for.
    func takeProbes() -> [Finding] {
        defer { probes = [] }
        return probes
    }

    /// The next `serving` finds out anew what the servers serve: a trainer had their accelerators.
    func forget() {
        backends = nil
        weights = nil
    }

    /// Takes up changed endpoints. Returns backends for all of them while some are in use; else the next `serving` looks at them first.
    func adopt(_ configuration: Configuration, key: Int64) throws -> BackendSet? {
        configurationKey = key
        self.configuration.policy.backend.endpoints = configuration.policy.backend.endpoints
        self.configuration.reference = configuration.reference
        self.configuration.evolution = configuration.evolution
        self.configuration.rewards = configuration.rewards
        controls = try makeControls(self.configuration)
        guard let current = weights ?? following else { return nil }
        // The part of a round that goes on lets them in one by one; the next part looks at all of them again.
        forget()
        following = current
        return try makeBackends(self.configuration, current)
    }

    /// Has a server that joins in the middle of a round load the weights the others serve, those of a reference that follows included.
    func bring(_ endpoint: String) async throws {
        guard let weights = following ?? weights, configuration.trainer.weights.swap != .external else { return }
        for (name, control) in controls.policy where name == endpoint {
            for wanted in [weights.policy, weights.reference] where wanted.path != nil { try await control.load(served(wanted)) }
        }
    }

    /// Looks closer at an endpoint of a round that servers have joined.
    func inspectReturned(_ stage: StageID, endpoint: Int, _ backends: BackendSet) async throws {
        guard let weights = following ?? weights else { return }
        try await inspector?.returned(stage, endpoint: endpoint, backends, weights, round: round)
    }

    private func name(_ weights: Weights) -> String {
        weights.version.isEmpty ? "the weights it began with" : "the weights \(weights.version)"
    }

    /// Whether the servers must be told to load the weights: they have none recorded that would show they serve them, or the record says no.
    private func needsSwap(_ backends: BackendSet, _ wanted: FleetWeights, round: Int) async throws -> Bool {
        let swap = configuration.trainer.weights.swap
        guard configuration.policy.backend.kind != .playground, swap != .none else { return false }
        // What the run began with is what the servers were started with; only a restart can bring it back.
        if wanted.policy.path == nil, swap != .restart { return false }
        guard let inspector else { return false }
        let serves = await inspector.serves(wanted.policy, backends)
        if wanted.policy.path == nil { return serves == false }
        return serves != true
    }

    /// Weights nobody asks for any more: what a server does not let go of costs memory, no correctness.
    private func retire(_ weights: Weights) async {
        guard weights.path != nil else { return }
        for (endpoint, control) in controls.policy {
            do {
                try await control.retire(served(weights))
            } catch {
                notice(.warning("\(endpoint) did not let go of \(name(weights)): \(error)"))
            }
        }
    }

    private func served(_ weights: Weights) -> ServedWeights {
        ServedWeights(
            label: weights.version,
            path: weights.path ?? configuration.policy.path,
            model: configuration.servedModel(configuration.policy.backend.model, weights)
        )
    }

    private func swap(to weights: Weights) async throws {
        if configuration.trainer.weights.swap == .restart {
            try await restart(weights)
            return
        }
        try await load(weights)
    }

    private func load(_ weights: Weights) async throws {
        let served = served(weights)
        let wait = BackendWait(limit: configuration.limits.waitForBackend, notice: notice)
        do {
            for (endpoint, control) in controls.policy {
                _ = try await wait.untilAnswering(endpoint) {
                    try await control.load(served)
                    return BackendProbe(models: [])
                }
            }
        } catch let error as RunError {
            // There is a training already: nothing of the run is to be refused.
            throw RunError(.resumable, error.message)
        }
    }
}
