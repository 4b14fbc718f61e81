import Inference
import Ledger
import Platform
import Settings

/// Lets servers join and leave a part of a round that goes on, as the run's recorded configuration says.
actor FleetFollower {
    private let ledger: Ledger
    private let reading: BlockingQueue
    private let fleet: Fleet
    private let shell: RoundShell
    private let setup: RoundSetup
    private let notice: @Sendable (RunNotice) -> Void
    private var backends: BackendSet
    private var rosters: [StageID: EndpointRoster]
    /// Servers that were added and have not answered yet, by stage and number.
    private var expected: [(stage: StageID, endpoint: Int)] = []
    /// Servers that have loaded the weights: once for each, however many stages it serves.
    private var brought: Set<String> = []
    private var told: Set<String> = []

    init(
        ledger: Ledger,
        reading: BlockingQueue,
        fleet: Fleet,
        shell: RoundShell,
        setup: RoundSetup,
        backends: BackendSet,
        stages: [StageID],
        notice: @escaping @Sendable (RunNotice) -> Void
    ) {
        self.ledger = ledger
        self.reading = reading
        self.fleet = fleet
        self.shell = shell
        self.setup = setup
        self.backends = backends
        self.notice = notice
        rosters = Dictionary(uniqueKeysWithValues: stages.map { ($0, EndpointRoster(backends.endpoints(of: $0))) })
    }

    /// Until the task is cancelled, a look every second.
    func run() async {
        while !Task.isCancelled {
            do {
                try await follow()
            } catch {
                notice(.warning("the changed endpoints cannot be used: \(error)"))
            }
            await greet()
            try? await Task.sleep(for: .seconds(1))
        }
    }

    private func follow() async throws {
        let key = try await reading.run { [ledger] in try ledger.configurationKey() }
        guard key != (await fleet.configurationKey) else { return }
        guard let configuration = try await reading.run({ [ledger] in try RunStore.configuration(ledger) }),
            let fresh = try await fleet.adopt(configuration, key: key)
        else { return }
        for (stage, roster) in rosters {
            var roster = roster
            let (left, joined) = roster.follow(fresh.endpoints(of: stage))
            rosters[stage] = roster
            for endpoint in left {
                await shell.removeEndpoint(endpoint, from: stage)
                // Where it comes back it may have been started anew.
                brought.remove(roster.names[endpoint])
                tell("\(roster.names[endpoint]) gets nothing new any more")
            }
            expected.removeAll { $0.stage == stage && left.contains($0.endpoint) }
            expected += joined.map { (stage, $0) }
        }
        backends = backends.joined(by: fresh, rosters)
        let joining = backends
        backends.round.onReturn = { [fleet] stage, endpoint in try await fleet.inspectReturned(stage, endpoint: endpoint, joining) }
    }

    /// Lets the servers in that answer and are what they should be. Numbers are given in the order of joining, so one waits for those before it.
    private func greet() async {
        var waiting: Set<StageID> = []
        var left: [(stage: StageID, endpoint: Int)] = []
        for (stage, endpoint) in expected {
            guard !waiting.contains(stage), await isReady(stage, endpoint) else {
                waiting.insert(stage)
                left.append((stage, endpoint))
                continue
            }
            let runner = CallRunner(
                setup: setup,
                backends: backends.round,
                endpoints: backends.policyEndpoints,
                rewriterEndpoints: backends.rewriterEndpoints
            )
            let name = backends.endpoints(of: stage)[endpoint]
            await shell.addEndpoint(name, to: stage, runner: runner)
            tell("\(name) joined")
        }
        expected = left
    }

    private func isReady(_ stage: StageID, _ endpoint: Int) async -> Bool {
        let name = backends.endpoints(of: stage)[endpoint]
        do {
            if !brought.contains(name) {
                try await fleet.bring(name)
                brought.insert(name)
            }
            try await backends.round.probe(stage, endpoint: endpoint)
            return true
        } catch {
            if told.insert("waits \(name)").inserted { notice(.warning("\(name) cannot join yet: \(error)")) }
            return false
        }
    }

    /// Once for a server, however many stages it serves.
    private func tell(_ text: String) {
        if told.insert(text).inserted { notice(.info(text)) }
    }
}
