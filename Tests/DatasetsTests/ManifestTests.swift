import Foundation
import Testing

@testable import Datasets

@Suite struct ManifestTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private var manifest: Manifest {
        Manifest(
            run: "quickstart",
            round: 1,
            configuration: "c0ffee",
            seeds: [.init("run", 7)],
            models: [
                Manifest.Model(role: "policy", name: "base \"x\"", weightVersion: "3"), Manifest.Model(role: "reward rm", name: "rm"),
            ],
            counts: [.init("pairs kept", 2)],
            funnels: [
                Funnel(unit: "prompts", planned: 5, steps: [.init("failed", 1), .init("tied_reward", 2), .init("kept", 2)]),
                Funnel(unit: "responses", planned: 0, steps: []),
            ],
            exports: [
                Manifest.Export(
                    format: TRLPreferenceFormat(),
                    folder: "rounds/001/trl",
                    files: [TrainingSetFile(name: "train.jsonl", rows: 2, bytes: 10, sha256: "ab")]
                )
            ]
        )
    }

    @Test func `a manifest is these bytes`() throws {
        let expected = """
            {
              "run": "quickstart",
              "round": 1,
              "configuration": "c0ffee",
              "seeds": {
                "run": 7
              },
              "models": [
                {
                  "role": "policy",
                  "name": "base \\"x\\"",
                  "weight_version": "3"
                },
                {
                  "role": "reward rm",
                  "name": "rm"
                }
              ],
              "counts": {
                "pairs kept": 2
              },
              "funnels": {
                "prompts": {
                  "planned": 5,
                  "steps": {
                    "failed": 1,
                    "tied_reward": 2,
                    "kept": 2
                  }
                },
                "responses": {
                  "planned": 0,
                  "steps": {}
                }
              },
              "exports": [
                {
                  "format": "trl",
                  "consumer": "TRL DPOTrainer, CPOTrainer, ORPOTrainer, RewardTrainer",
                  "folder": "rounds/001/trl",
                  "selection": "base",
                  "files": [
                    {
                      "name": "train.jsonl",
                      "rows": 2,
                      "bytes": 10,
                      "sha256": "ab"
                    }
                  ]
                }
              ]
            }

            """
        try manifest.write(to: folder.path + "/manifest.json")
        #expect(try folder.content("manifest.json") == expected)
        #expect(folder.names == ["manifest.json"])
    }

    @Test func `another reader takes it as JSON`() throws {
        struct Read: Decodable { let run: String, round: Int, counts: [String: Int] }
        let read = try JSONDecoder().decode(Read.self, from: Data(manifest.json().utf8))
        #expect(read.run == "quickstart" && read.round == 1 && read.counts == ["pairs kept": 2])
    }

    @Test func `a funnel that loses something is refused`() throws {
        var leaking = manifest
        leaking.funnels[0] = Funnel(unit: "prompts", planned: 5, steps: [.init("kept", 4)])
        let path = folder.path + "/manifest.json"
        let expected = DatasetError(file: path, message: "of 5 planned prompts 4 are accounted for: this is a fault of selfplay")
        #expect(throws: expected) { try leaking.write(to: path) }
        #expect(folder.names.isEmpty)
    }
}
