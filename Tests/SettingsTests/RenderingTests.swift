import Testing

@testable import Settings

@Suite struct RenderingTests {
    @Test(arguments: [
        Samples.minimal, Samples.full, Samples.playground, Samples.full.replacing("{count: 500}", with: "{threshold: -1e-7}"),
    ])
    func `reading what was rendered gives the configuration back`(yaml: String) throws {
        let configuration = try Samples.configuration(yaml)
        let rendered = configuration.canonicalYAML()
        let again = try Samples.configuration(rendered)
        #expect(again == configuration)
        #expect(again.canonicalYAML() == rendered)
    }

    @Test(arguments: ["kto", "bco", "mpo", "ampo", "ranked_list", "best_of_n"])
    func `a selection of answers comes back, and so does one beside it`(preset: String) throws {
        let selections = "\nselection: {preset: \(preset)}\nselections: [{name: beside, preset: \(preset)}, {name: pairs, preset: map}]\n"
        let yaml = Samples.minimal + selections + "export: [{format: ranked}]\n"
        let configuration = try Samples.configuration(yaml)
        #expect(configuration.selection.members.rule != .none && configuration.selections[0].members == configuration.selection.members)
        #expect(try Samples.configuration(configuration.canonicalYAML()) == configuration)
    }

    @Test func `nothing of where a run was made is in what is for strangers`() throws {
        let text = try Samples.configuration(Samples.full).canonicalYAML(without: .free)
        #expect(!text.contains("http") && !text.contains("api_key_env") && !text.contains("concurrency"))
        #expect(text.contains("rewards:") && text.contains("temperature:") && text.contains("selection:"))
    }

    @Test func `rendering writes every default out and does not depend on spelling or folder`() throws {
        let expected = """
            run: quickstart
            seed: 0
            rounds: 1
            prompts:
              source: prompts.jsonl
              columns: {}
              per_round: all
              sampling: uniform
              informativeness: a_min
            policy:
              backend: playground
              endpoints: []
              model: base
              concurrency: auto
              samples: 5
              logprobs: given
              scoring: none
              scoring_concurrency: 4
              sampling:
                temperature: 1.0
                top_p: 1.0
                top_k: 0
                min_p: 0.0
                repetition_penalty: 1.0
                presence_penalty: 0.0
                frequency_penalty: 0.0
                max_tokens: 1024
              chat:
                template_kwargs: {}
                stop: []
                extra_body: {}
            rewards:
              -
                name: length
                backend: playground
                endpoints: []
                model: hidden
                concurrency: auto
                batch_independent: true
            annotate:
              rule: all
            selection:
              reward: length
              pairing: all_pairs
              correct: "r > 0"
              pairs_per_prompt: 1
              diversity:
                distinct: none
              divpo:
                share: 0.2
                measure: rarity
              vectors: text
              implicit_reward: mean_logprob
              score: map
              prefer: high
              columns: {}
              keep:
                ratio: 0.4
              quotas: []
              guards:
                truncated: false
                refusal: allow
                length_penalty: 0.0
              members:
                rule: none
                accept: "r >= r_mean"
                alpha: 1.0
                negatives: 3
                choice: bottom
                score: a_min
            selections: []
            limits:
              request_timeout: 600.0
              connect_timeout: 10.0
              stall_timeout: 60.0
              response_megabytes: 256
              attempts: 6
              failed_share: 0.02
              wait_for_backend: 600.0
              drain: 20.0
              hedging: true
            prices: []
            export:
              -
                format: trl
                selection: base
                columns: []
                hub: false
                sidecars: true
                weighted: false
                stages: false
            emit:
              rounds: this
              base: kept
            trainer:
              kind: none
            schedule: []
            playground:
              seed: 0
              noise: 0.0
              delay: 0.0
              context: 512

            """
        #expect(try Samples.configuration(Samples.minimal).canonicalYAML() == expected)
        let spelledOtherwise = """
            # the same
            rewards: [{backend: "playground", name: 'length', batch_independent: true}]
            policy: {sampling: {temperature: 1}}
            prompts:
              source: prompts.jsonl
            run: quickstart
            """
        let moved = try Configuration(yaml: spelledOtherwise, file: "other.yaml", folder: "/elsewhere")
        #expect(moved.canonicalYAML() == expected)
        #expect(moved.prompts?.sources.first?.path.absolute == "/elsewhere/prompts.jsonl")
    }

    @Test(arguments: [
        "", " ", "plain", "null", "True", "no", "1", "1.0", "-", "- a", "a: b", "a #b", "#", "'", "\"", "\\", "~", "y", "0x1F",
        "2025-01-01",
        "line\nbreak\n", "\ttab", "trailing ", "\r\n", "\u{0}\u{1}\u{7F}\u{85}\u{A0}", "\u{2028}\u{2029}\u{FEFF}", "😀 é ü",
        "\u{FFFE}\u{FFFF}\u{10FFFF}",
        "e\u{301}", "%", "@", "`", "*a", "&a", "!a", "|", ">", "{", "[", ",", "?", ":", "=", "<<", String(repeating: "long ", count: 200),
    ])
    func `any text survives as value and as key`(text: String) throws {
        var inner = YAMLMapping()
        inner[text] = .text(text)
        inner["list"] = .list([.text(text), .null, .list([.text(text)]), .mapping(YAMLMapping())])
        var configuration = try Samples.configuration(Samples.minimal)
        configuration.policy.chat.extraBody = inner
        let again = try Samples.configuration(configuration.canonicalYAML())
        #expect(again.policy.chat.extraBody == inner)
        #expect(again == configuration)
    }

    @Test(arguments: [0.1, 1e-300, 1e300, -0.0, 5e-324, 1.7976931348623157e308, 123456789.123456789, 1e16, 0.30000000000000004])
    func `any finite number survives to the last bit`(number: Double) throws {
        var inner = YAMLMapping()
        inner["x"] = .double(number)
        var configuration = try Samples.configuration(Samples.minimal)
        configuration.policy.chat.extraBody = inner
        let again = try Samples.configuration(configuration.canonicalYAML()).policy.chat.extraBody
        guard case .double(let read)? = again["x"] else {
            Issue.record("no number came back")
            return
        }
        #expect(read.bitPattern == number.bitPattern)
    }

    @Test func `every key of the table is rendered and every rendered key is in the table`() throws {
        let own = "{backend: vllm, endpoints: [http://a], model: m, api_key_env: K}"
        let alternatives: [String] = [
            "seed=1", "selection.keep={ratio: 0.5}", "selection.keep={threshold: 0.5}", "reference=" + own, "evolution.rewriter=" + own,
            "evolution.select={ratio: 0.5}", "evolution.keep={count: 5}", "evolution.keep={threshold: 0.5}", "held_out={count: 5}",
            "held_out={source: held.jsonl}", "selections=" + Self.selection(keep: "ratio: 0.5"),
            "selections=" + Self.selection(keep: "count: 9"),
            "selections=" + Self.selection(keep: "threshold: 0.5"), "selection=" + Self.wholeSelection(keep: "count: 5"),
            "prompts={sources: [{path: a.jsonl, weight: 2, tags: [math], columns: {prompt: question}}], max_characters: 9}",
            "policy.reasoning={open: <r>}",
            "export=[{format: trl, selection: base, file: parquet, shard: 5, test: 0.1, hub: true, license: mit, copies: 3, bands: 2, stages: true}]",
        ]
        var rendered: Set<String> = []
        for alternative in alternatives {
            Self.collect(try Samples.configuration(Samples.full, overrides: [alternative]).yaml, parent: "", into: &rendered)
        }
        for yaml in [Samples.playground] + FleetConfigurations.all {
            Self.collect(try Samples.configuration(yaml).yaml, parent: "", into: &rendered)
        }
        // A preset is rendered as the keys it stands for.
        #expect(rendered == Set(ConfigurationTable.keys.map(\.path)).subtracting(["selection.preset", "selections[].preset"]))
    }

    private static func selection(keep: String) -> String {
        "[{name: other, " + wholeSelection(keep: keep).dropFirst().dropLast() + "}]"
    }

    /// A selection with all keys that are unset otherwise.
    private static func wholeSelection(keep: String) -> String {
        "{beta: 0.5, implicit_reward: simpo, where: dr > 1, flip: dr > 9, diversity: {max_similarity: 0.5}, keep: {\(keep)}, "
            + "columns: {margin: dr}, quotas: [{where: dr > 1, share: 0.5}, {where: dr > 2, count: 3}], "
            + "guards: {near_identical: 0.9, length_ratio: 3, ties: 0.1}, members: {reject: r < 0}}"
    }

    private static func collect(_ mapping: YAMLMapping, parent: String, into paths: inout Set<String>) {
        for entry in mapping.entries {
            let path = parent.isEmpty ? entry.key : parent + "." + entry.key
            paths.insert(path)
            switch (ConfigurationTable.key(at: path)?.type, entry.value) {
            case (.section?, .mapping(let section)): collect(section, parent: path, into: &paths)
            case (.sections?, .list(let items)):
                for case .mapping(let section) in items { collect(section, parent: path + "[]", into: &paths) }
            default: break
            }
        }
    }

    @Test(.enabled(if: Python.has("yaml", "json"))) func `another YAML reader sees the same values`() throws {
        let configuration = try Samples.configuration(Samples.full)
        let script = "import sys, yaml, json\nprint(json.dumps(yaml.safe_load(open(sys.argv[1], encoding='utf-8')), sort_keys=True))"
        let normalise = "import sys, json\nprint(json.dumps(json.load(open(sys.argv[1], encoding='utf-8')), sort_keys=True))"
        let seen = try #require(Python.run(script, input: configuration.canonicalYAML()))
        let meant = try #require(Python.run(normalise, input: YAMLValue.mapping(configuration.yaml).json()))
        #expect(seen == meant)
    }

    @Test func `only the fixed keys make a run's identity`() throws {
        let base = try Samples.configuration(Samples.full)
        let grown = try Samples.configuration(
            Samples.full,
            overrides: ["rounds=9", "limits.drain=1", "policy.endpoints=[http://b]", "rewards.3={name: more, backend: playground}"]
        )
        let other = try Samples.configuration(Samples.full, overrides: ["seed=1"])
        #expect(base.canonicalYAML(only: .fixed) == grown.canonicalYAML(only: .fixed))
        #expect(base.canonicalYAML(only: .fixed) != other.canonicalYAML(only: .fixed))
        #expect(base.canonicalYAML() != grown.canonicalYAML())
        #expect(!base.canonicalYAML(only: .fixed).contains("endpoints"))
    }
}
