import ArgumentParser
import JSONCursor
import Ledger
import Orchestrator

/// `selfplay endpoints`
struct EndpointsCommand: LedgerOperation {
    enum Action: String, ExpressibleByArgument, CaseIterable {
        case list, add, remove
    }

    static let configuration = CommandConfiguration(
        commandName: "endpoints",
        abstract: "List the servers of a run, add one, or remove one, also while it goes on.",
        discussion: """
            A server that is added is looked at first and then gets its share of the work; one that is removed finishes what it has and \
            gets nothing new. The change is recorded: it holds for every later start.
            """
    )

    @Argument(help: "The run's folder, or its name under runs/.")
    var target: String = ""

    @Argument(help: "What to do: list, add or remove.")
    var action: Action = .list

    @Argument(help: "The servers' base URLs.")
    var endpoints: [String] = []

    @Option(help: ArgumentHelp("Whose servers: policy, reference, rewriter or reward:NAME.", valueName: "role"))
    var role: String = "policy"

    @Flag(help: "Print a JSON array.")
    var json = false

    func validate() throws {
        guard EndpointRole(role) != nil else {
            throw ValidationError("--role \(role) is not a role: give policy, reference, rewriter or reward:NAME")
        }
        if action == .list, !endpoints.isEmpty { throw ValidationError("list takes no URL") }
        if action != .list, endpoints.isEmpty { throw ValidationError("\(action.rawValue) needs the URL of a server") }
    }

    func run() async throws {
        var arguments = ["endpoints", Places.run(target), action.rawValue] + endpoints + ["--role", role]
        if json { arguments.append("--json") }
        try await execute(arguments)
    }

    func perform(_ ledger: Ledger, _ folder: RunFolder, directory: String, live: FleetBoard?) throws -> String {
        let service = EndpointService(ledger: ledger, folder: folder)
        let kind: FleetChange.Kind? =
            switch action {
            case .list: nil
            case .add: .add
            case .remove: .remove
            }
        if let kind, let role = EndpointRole(role) {
            try service.apply(endpoints.map { FleetChange(kind, role, $0) }, at: RunClock.wall)
        }
        let rows = try service.list().map {
            Row(role: $0.role.description, endpoint: $0.endpoint, stages: live?.stages(at: $0.endpoint, of: $0.role) ?? [])
        }
        return json ? Self.json(rows) : rows.map(\.text).joined(separator: "\n")
    }

    /// One server and what it does in the stages that ask it.
    private struct Row {
        var role: String
        var endpoint: String
        var stages: [FleetBoard.Entry]

        var text: String {
            let work = stages.map {
                "\($0.stage): \($0.state), \($0.inFlight) of at most \($0.limit) in flight, \($0.done) done, \($0.failed) failed"
            }
            return (["\(role)  \(endpoint)"] + work.map { "    " + $0 }).joined(separator: "\n")
        }
    }

    private static func json(_ rows: [Row]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for row in rows {
            writer.beginObject()
            writer.key("role")
            writer.string(row.role)
            writer.key("endpoint")
            writer.string(row.endpoint)
            writer.key("stages")
            writer.beginArray()
            for stage in row.stages { write(stage, to: &writer) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ stage: FleetBoard.Entry, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("stage")
        writer.string(stage.stage)
        writer.key("state")
        writer.string(stage.state)
        for (key, value) in [("in_flight", stage.inFlight), ("limit", stage.limit), ("done", stage.done), ("failed", stage.failed)]
            as [(StaticString, Int)]
        {
            writer.key(key)
            writer.integer(value)
        }
        writer.endObject()
    }
}
