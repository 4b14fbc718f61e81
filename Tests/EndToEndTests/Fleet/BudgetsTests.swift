import Foundation
import TestSupport
import Testing

@Suite("A run stays within its budget, and says before what it will cost")
struct BudgetsTests {
    @Test("requests: the cap is not passed, the run stops with 3 and goes on when it is raised")
    func requests() async throws {
        let place = try Workplace(prompts: 8)
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "undisturbed").exitCode == 0)
            let stopped = try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", "budget={requests: 30}")
            #expect(stopped.exitCode == 3 && stopped.errors.contains("of 30 requests are made"), "\(stopped.errors)")
            let again = try await place.selfplay("resume", "run")
            #expect(again.exitCode == 3 && again.errors.contains("budget.requests"))
            if SQLiteShell.isInstalled {
                #expect(try await place.sql("SELECT sum(requests) BETWEEN 29 AND 30 FROM spend", of: "run") == ["1"])
            }
            #expect(try await place.selfplay("resume", "run", "--set", "budget.requests=100000").exitCode == 0)
        }
        #expect(try place.trainingSet(1) == place.trainingSet(1, of: "undisturbed"))
    }

    @Test("tokens and money: what the servers count, at the prices that are set", arguments: ["tokens: 200", "cost: 0.2"])
    func tokens(_ cap: String) async throws {
        let place = try Workplace(prompts: 8)
        try await Servers.with { servers in
            let prices = "\nprices: [{model: policy, input: 1000, output: 1000}]\nbudget: {\(cap)}\n"
            try place.write("config.yaml", servers.configuration + prices)
            let stopped = try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", "policy.concurrency=1")
            #expect(stopped.exitCode == 3 && stopped.errors.contains("budget.\(cap.prefix(4))"), "\(stopped.errors)")
            guard SQLiteShell.isInstalled else { return }
            let spent = try await place.sql("SELECT sum(prompt_tokens + completion_tokens) >= 200 FROM spend", of: "run")
            #expect(spent == ["1"])
        }
    }

    @Test("time: the run stops once it is worked, over every start")
    func hours() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        let stopped = try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", "budget.hours=1e-9")
        #expect(stopped.exitCode == 3 && stopped.errors.contains("budget.hours"), "\(stopped.errors)")
        #expect(try await place.selfplay("resume", "run", "--set", "budget.hours=10").exitCode == 0)
    }

    @Test("plan --sample predicts what the run then takes")
    func prediction() async throws {
        struct Plan: Decodable {
            struct Predicted: Decodable {
                struct Stage: Decodable {
                    var stage: String
                    var facts: Int
                    var completion_tokens: Int
                }
                var requests: Int
                var tokens: Int
                var cost: Double?
                var stages: [Stage]
            }
            var predicted: Predicted
        }
        let place = try Workplace(prompts: 40)
        try await Servers.with { servers in
            let prices = "\nprices: [{model: policy, input: 1, output: 2}]\n"
            try place.write("config.yaml", servers.configuration + prices)
            let text = try await place.selfplay("plan", "config.yaml", "--sample", "8")
            #expect(text.exitCode == 0 && text.output.contains("predicted from 8 prompts:"), "\(text.errors)")
            #expect(!place.has("run"))
            let json = try await place.selfplay("plan", "config.yaml", "--sample", "20", "--json").output
            let predicted = try JSONDecoder().decode(Plan.self, from: Data(json.utf8)).predicted
            #expect(predicted.stages.map(\.stage) == ["sample", "reward:rm", "logprob"] && predicted.cost ?? 0 > 0)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
            guard SQLiteShell.isInstalled else { return }
            let query = "SELECT sum(completion_tokens) FROM v_spend WHERE stage = 'sample'"
            let written = try #require(Double(try await place.sql(query, of: "run").first ?? ""))
            #expect(abs(Double(predicted.stages[0].completion_tokens) / written - 1) < 0.25, "\(predicted.stages[0]) \(written)")
        }
    }
}
