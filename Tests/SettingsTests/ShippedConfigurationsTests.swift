import Glibc
import Testing

@testable import Settings

@Suite struct ShippedConfigurationsTests {
    private static let methods = ["paper-select-40", "paper-self-play", "eva", "iterative-dpo"]
    private static let files: [String] =
        ["quickstart.yaml"] + methods.map { $0 + ".yaml" } + methods.map { "playground/" + $0 + ".yaml" }

    private static var folder: String {
        #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/configs"
    }

    private func load(_ name: String) throws -> Configuration { try Configuration.load(file: Self.folder + "/" + name) }

    @Test(arguments: files)
    func `each is sound, named after its file, and comes back from its rendered text`(name: String) throws {
        let configuration = try load(name)
        #expect(configuration.run == name.replacing("/", with: "-").replacing(".yaml", with: ""))
        let again = try Configuration(yaml: configuration.canonicalYAML(), file: name, folder: configuration.folder)
        #expect(again == configuration)
    }

    @Test(arguments: files)
    func `each asks only servers of this machine`(name: String) throws {
        let configuration = try load(name)
        var endpoints = configuration.policy.backend.endpoints + configuration.rewards.flatMap(\.backend.endpoints)
        endpoints += configuration.reference?.backend.endpoints ?? []
        endpoints += configuration.evolution?.rewriter.backend.endpoints ?? []
        #expect(endpoints.allSatisfy { $0.hasPrefix("http://127.0.0.1:") })
        #expect(name.hasPrefix("playground/") || name == "quickstart.yaml" ? endpoints.isEmpty : !endpoints.isEmpty)
    }

    @Test(arguments: ["quickstart.yaml"] + methods.map { "playground/" + $0 + ".yaml" })
    func `what runs without servers finds its prompts`(name: String) throws {
        let source = try #require(try load(name).prompts?.sources.first?.path.absolute)
        #expect(access(source, R_OK) == 0, "\(source)")
    }

    @Test(arguments: methods)
    func `a twin follows the same method`(name: String) throws {
        let (whole, twin) = (try load(name + ".yaml"), try load("playground/" + name + ".yaml"))
        #expect(twin.rounds == whole.rounds)
        #expect(twin.evolutionMode == whole.evolutionMode)
        #expect(twin.evolution?.select == whole.evolution?.select)
        #expect(twin.evolution?.strategies == whole.evolution?.strategies)
        #expect(twin.evolution?.mix == whole.evolution?.mix)
        #expect(twin.selection.pairing == whole.selection.pairing)
        #expect(twin.selection.implicitReward == whole.selection.implicitReward)
        #expect(twin.selection.score == whole.selection.score)
        #expect(twin.emit == whole.emit)
        #expect(twin.reference?.follow == whole.reference?.follow)
        #expect((twin.trainer.kind == .none) == (whole.trainer.kind == .none))
        #expect(whole.policy.samples == 0 || twin.policy.samples == whole.policy.samples)
        #expect(whole.policy.samples == 0 || twin.policy.sampling.temperature == whole.policy.sampling.temperature)
    }
}
