import Foundation
import Inference
import Testing

@testable import Datasets

/// Settings of trainers and cards of the Hub are read by the readers they are made for: Python, a shell, YAML.
@Suite struct WritingSettingsTests {
    private let folder: SetFolder

    init() throws { folder = try SetFolder() }

    private func options(_ card: CardFacts? = nil) -> TrainingSetOptions {
        TrainingSetOptions(
            name: "round_003",
            rowsPerShard: 2,
            split: TrainTestSplit(testShare: 0.5, seed: 1),
            hasSidecars: true,
            card: card
        )
    }

    private func rows(_ format: String) throws -> [TrainingRow] {
        let format = try #require(TrainingSetFormats.named(format))
        return (0..<8).map { Rows.row(for: format, "id\($0)", "Question \($0)?") }
    }

    @Test(.enabled(if: Python.has("yaml", "json")), arguments: TrainingSetFormats.all.map(\.name))
    func `settings parse, and every file they name exists`(name: String) throws {
        let files = try folder.write(name, try rows(name), options())
        for file in files where file.role == .settings {
            let text = try folder.content(file.name)
            let script = """
                import sys, json, yaml, re
                text, name = open(sys.argv[1]).read(), \("\"" + file.name + "\"")
                if name.endswith('.py'): compile(text, name, 'exec')
                elif name.endswith('.yaml'): assert isinstance(yaml.safe_load(text), dict)
                elif name.endswith('.json'): assert isinstance(json.loads(text), dict)
                print(' '.join(sorted(set(re.findall(r'(?:train|test|valid)-[0-9]+-of-[0-9]+[.][a-z]+', text)))))
                """
            let named = try #require(Python.run(script, input: text), "\(file.name): \(text)").split(separator: " ").map {
                $0.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            let present = Set(files.map(\.name))
            #expect(named.allSatisfy { $0.isEmpty || present.contains($0) }, "\(file.name) names \(named)")
        }
        #expect(files.allSatisfy { $0.sha256.count == 64 })
    }

    @Test func `dataset_info.json says how LLaMA-Factory finds the columns`() throws {
        let plain = TrainingSetOptions(name: "round_003_dpo", hasSidecars: true)
        let files = try folder.write("llamafactory", [Rows.pair()], plain)
        #expect(files.map(\.name) == ["train.json", "dataset_info.json", "llamafactory.yaml"])
        struct Entry: Decodable, Equatable {
            let file_name: String, formatting: String, ranking: Bool?, columns: [String: String], tags: [String: String]?
        }
        let read = try JSONDecoder().decode([String: Entry].self, from: Data(folder.content("dataset_info.json").utf8))
        let columns = ["messages": "conversations", "chosen": "chosen", "rejected": "rejected"]
        let expected = Entry(file_name: "train.json", formatting: "sharegpt", ranking: true, columns: columns, tags: nil)
        #expect(read == ["round_003_dpo": expected])
        let labelled = try SetFolder()
        _ = try labelled.write("llamafactory_kto", [Rows.labelled()], plain)
        let kto = try JSONDecoder().decode([String: Entry].self, from: Data(labelled.content("dataset_info.json").utf8))
        #expect(kto["round_003_dpo"]?.columns == ["messages": "messages", "kto_tag": "label"])
        #expect(kto["round_003_dpo"]?.tags?["assistant_tag"] == "assistant")
    }

    @Test func `axolotl's settings name the type and fields of its records`() throws {
        _ = try folder.write("axolotl", [Rows.pair()], TrainingSetOptions(hasSidecars: true))
        let expected = """
            rl: dpo
            datasets:
              - path: train.jsonl
                ds_type: json
                split: train
                type: chat_template.default
                field_messages: messages
                field_chosen: chosen
                field_rejected: rejected

            """
        #expect(try folder.content("axolotl.yaml").hasSuffix(expected))
    }

    @Test(.enabled(if: Python.has("yaml", "json"))) func `axolotl's KTO settings name the fields of plain strings in a mapping`() throws {
        var row = Rows.labelled()
        row.prompt.messages.insert(Message(role: "system", content: "Be brief."), at: 0)
        _ = try folder.write("axolotl_kto", [row], TrainingSetOptions(hasSidecars: true))
        let script = """
            import sys, yaml, json
            print(json.dumps(yaml.safe_load(open(sys.argv[1]))['datasets'][0]['type'], sort_keys=True))
            """
        let expected =
            #"{"completion_format": "{completion}", "field_completion": "completion", "field_label": "label", "field_prompt": "prompt", "#
            + #""field_system": "system", "prompt_format": "{system}\n\n{prompt}"}"#
        #expect(Python.run(script, input: try folder.content("axolotl.yaml")) == expected + "\n")
    }

    @Test func `TRL's script tells which versions read reference log-probs`() throws {
        let options = TrainingSetOptions(columns: [.referenceLogprobs], hasSidecars: true)
        _ = try folder.write("trl", [Rows.pair()], options)
        let script = try folder.content("train_trl.py")
        #expect(script.contains("TRL up to 0.28") && script.contains("from 0.29 on"))
        #expect(try folder.content("train.jsonl").contains(#","ref_chosen_logps":-6.0,"ref_rejected_logps":-4.0}"#))
        _ = try folder.write("trl", [Rows.pair()], TrainingSetOptions(hasSidecars: true))
        #expect(try !folder.content("train_trl.py").contains("ref_"))
    }

    @Test func `columns are told with who reads them`() throws {
        let options = TrainingSetOptions(columns: [.rank], values: ["margin"])
        let job = try TrainingSetJob(format: TRLPreferenceFormat(), options: options, folder: folder.path)
        let readers = job.readers
        #expect(readers.map(\.column) == ["prompt", "chosen", "rejected", "rank", "margin"])
        #expect(readers.map { $0.reader == nil } == [false, false, false, true, false])
        #expect(readers.last?.reader == "TRL RewardTrainer")
    }

    @Test(arguments: TrainingSetFormats.all.map(\.name)) func `somebody reads each of a format's own columns`(name: String) throws {
        let format = try #require(TrainingSetFormats.named(name))
        for field in format.fields(RowColumns(first: Rows.row(for: format))) where !name.hasPrefix("simpo") && name != "map" {
            #expect(format.reader(of: field.name) != nil, "\(field.name)")
        }
    }

    private var card: CardFacts {
        CardFacts(
            title: Rows.hostile,
            license: "apache-2.0",
            licenses: [.init(of: "prompts | " + Rows.hostile, name: "cc-by-4.0")],
            tags: ["dpo", Rows.hostile],
            models: [Manifest.Model(role: "policy", name: "<script>alert(1)</script>", weightVersion: "3")],
            funnels: [Funnel(unit: "prompts", planned: 5, steps: [.init("kept", 5)])],
            selection: "The 40 % best by <b>M_AP</b>.",
            configuration: "a: 1\n```\n</details>\n"
        )
    }

    @Test(.enabled(if: Python.has("yaml", "json")), arguments: TrainingSetFormats.all.map(\.name))
    func `a card's front matter names configurations, files and features`(name: String) throws {
        let format = try #require(TrainingSetFormats.named(name))
        let files = try folder.write(name, try rows(name), options(card))
        let script = """
            import sys, yaml, json
            text = open(sys.argv[1], encoding='utf-8', newline='').read()
            _, front, page = text.split('---\\n', 2)
            head = yaml.safe_load(front)
            info = head['dataset_info'][0]
            print(json.dumps([head['configs'][0]['config_name'], [s['path'] for s in head['configs'][0]['data_files']]]))
            print(' '.join(f['name'] for f in info['features']), [s['num_examples'] for s in info['splits']])
            print(head['license'], head['pretty_name'] == bytes.fromhex('\(Self.hex(Rows.hostile))').decode(), head['tags'][-1])
            """
        let held = format.heldOut
        let own = format.fields(RowColumns(first: try rows(name)[0])).map(\.name).joined(separator: " ")
        let counts = ["train", held].map { stem in files.filter { $0.name.hasPrefix("data/\(stem)-") }.reduce(0) { $0 + $1.rows } }
        let expected = """
            ["default", ["data/train-*", "data/\(held)-*"]]
            \(own) [\(counts[0]), \(counts[1])]
            apache-2.0 True \(name)

            """
        #expect(Python.run(script, input: try folder.content("README.md")) == expected)
    }

    private static func hex(_ text: String) -> String {
        text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test func `a card shows hostile text as text`() throws {
        let files = try folder.write("trl", try rows("trl"), options(card))
        let page = try folder.content("README.md").components(separatedBy: "\n---\n").dropFirst().joined()
        #expect(!page.contains("<script>") && !page.contains("<b>") && page.contains("&lt;script&gt;"))
        #expect(page.contains("````yaml\na: 1\n```\n</details>\n````\n"))
        #expect(page.contains("| planned | 5 |"))
        #expect(page.contains("| explicit\\_margin |") == false && page.contains("| prompt | the prompt | TRL DPOTrainer"))
        #expect(files.filter { $0.role == .card }.map(\.name) == ["README.md"])
    }

    @Test(.enabled(if: Python.has("yaml"))) func `parted sets have a configuration each`() throws {
        var parted = options(CardFacts(title: "t"))
        parted.grouping = .bands([1])
        var low = Rows.pair("low")
        low.pair?.explicitMargin = 0.5
        let files = try folder.write("nemo_rl", [low, Rows.pair("high")], parted)
        let script = """
            import sys, yaml
            head = yaml.safe_load(open(sys.argv[1]).read().split('---\\n', 2)[1])
            for c in head['configs']: print(c['config_name'], c['data_files'][0]['path'])
            print(head['dataset_info'][1]['features'])
            """
        let turns = "[{'name': 'role', 'dtype': 'string'}, {'name': 'content', 'dtype': 'string'}]"
        let completions = "[{'name': 'rank', 'dtype': 'int64'}, {'name': 'completion', 'list': \(turns)}]"
        let expected = """
            band_1 band_1/train-*
            band_2 band_2/train-*
            [{'name': 'context', 'list': \(turns)}, {'name': 'completions', 'list': \(completions)}]

            """
        #expect(Python.run(script, input: try folder.content("README.md")) == expected)
        #expect(files.contains { $0.name == "band_2/nemo_rl.yaml" })
    }

    @Test(.enabled(if: Python.has("xml.etree.ElementTree"))) func `plots are pictures another reader takes, and their bars add up`() throws
    {
        var rows: [TrainingRow] = []
        for index in 0..<500 {
            var row = Rows.pair("id\(index)")
            row.pair?.explicitMargin = Double(index % 37) * 0.25 + (index == 250 ? 1000 : 0)
            rows.append(row)
        }
        let files = try folder.write("trl", rows, TrainingSetOptions(card: CardFacts(title: "t")))
        #expect(files.filter { $0.role == .plot }.map(\.name) == ["explicit_margin.svg", "implicit_margin.svg", "rewards.svg"])
        let script = """
            import sys, xml.etree.ElementTree as tree
            root = tree.parse(sys.argv[1]).getroot()
            print(root.tag, any('500 values' in (node.text or '') for node in root))
            """
        let plot = try folder.content("explicit_margin.svg")
        #expect(Python.run(script, input: plot) == "{http://www.w3.org/2000/svg}svg True\n")
        #expect(try folder.content("README.md").contains("![explicit_margin](explicit_margin.svg)"))
    }

    @Test func `a histogram loses no number, wherever they fall`() {
        for values in [[0.0], [1e-9, -1e9], [5, 5.1, -3, 1e6, 0], [-1, -2, -1e12, 1e12], (0..<999).map { Double($0 * $0) - 5e5 }] {
            var histogram = Histogram()
            for value in values { histogram.add(value) }
            #expect(histogram.counts.reduce(0, +) == values.count)
            for (index, count) in histogram.counts.enumerated() {
                let bounds = histogram.lowerBound(index)..<histogram.lowerBound(index + 1)
                #expect(values.filter(bounds.contains).count == count, "\(values.prefix(5)) in \(bounds)")
            }
        }
    }
}
