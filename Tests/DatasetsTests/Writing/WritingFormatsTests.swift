import Foundation
import Inference
import JSONCursor
import Testing

@testable import Datasets

/// The lines are written by hand after each trainer's documentation.
@Suite struct WritingFormatsTests {
    private let folder: SetFolder

    init() throws { folder = try SetFolder() }

    private static let user = #"{"role":"user","content":"What color is the sky?"}"#
    private static let blue = #"{"role":"assistant","content":"It is blue."}"#
    private static let green = #"{"role":"assistant","content":"It is green."}"#
    private static let full = #""chosen":[\#(user),\#(blue)],"rejected":[\#(user),\#(green)]"#
    private static let explicit = #""prompt":[\#(user)],"chosen":[\#(blue)],"rejected":[\#(green)]"#
    private static let all = #"["It is green.","It is grey.","It is blue."]"#
    private static let ranked = #"["It is blue.","It is grey.","It is green."]"#

    private static let pairs: [String: String] = [
        "trl": "{\(explicit)}",
        "trl_implicit": "{\(full)}",
        "trl_standard": #"{"prompt":"What color is the sky?","chosen":"It is blue.","rejected":"It is green."}"#,
        "trl_reward": #"{\#(full),"margin":1.5}"#,
        "tpo":
            #"{"prompt":[\#(user)],"reference":[\#(blue)],"chosen":[{"role":"assistant","content":"It is grey."}],"rejected":[\#(green)]}"#,
        "openrlhf": #"{\#(explicit),"margin":1.5}"#,
        "llamafactory":
            #"{"conversations":[{"from":"human","value":"What color is the sky?"}],"chosen":{"from":"gpt","value":"It is blue."},"#
            + #""rejected":{"from":"gpt","value":"It is green."}}"#,
        "axolotl": #"{"messages":[\#(user)],"chosen":\#(blue),"rejected":\#(green)}"#,
        "nemo_rl": #"{"context":[\#(user)],"completions":[{"rank":0,"completion":[\#(blue)]},{"rank":1,"completion":[\#(green)]}]}"#,
        "nemo_rl_binary": #"{"prompt":[\#(user)],"chosen":"It is blue.","rejected":"It is green."}"#,
        "ms_swift": #"{"messages":[\#(user),\#(blue)],"rejected_response":"It is green."}"#,
        "alignment_handbook": "{\(full)}",
        "mlx_lm_lora": #"{"prompt":"What color is the sky?","chosen":"It is blue.","rejected":"It is green."}"#,
        "simpo": #"{"prompt":"What color is the sky?","all_generated_responses":\#(all),"all_rm_scores":[-0.5,0.25,1.0],\#(full)}"#,
        "map": #"{"prompt":"What color is the sky?","all_generated_texts":\#(all),"all_logps":[-2.0,-3.0,-4.0],"#
            + #""all_logp_norms":[-0.5,-0.75,-1.0],"all_rm_scores":[-0.5,0.25,1.0],\#(full),"chosen_logp_norms":-1.0,"rejected_logp_norms":-0.5,"#
            + #""rm_margin":1.5,"logp_margin_norm":-0.5,"logp_margin_norm_abs":0.5}"#,
        "openrlhf_iter": #"{"prompt":"What color is the sky?","chosen":"It is blue.","chosen_reward":1.0,"rejected":"It is green.","#
            + #""rejected_reward":-0.5}"#,
        "sppo": #"{\#(full),"chosen_probs":0.75,"chosen_probs_win":0.75,"chosen_probs_lose":0.25}"#,
        "spin": #"{"real":[\#(user),\#(blue)],"generated":[\#(user),\#(green)]}"#,
        "distilabel": #"{"prompt":"What color is the sky?","prompt_id":"155afccec2018bed3194640973fe3dabdce9ce99ad159ff4fb65140fe91d5b89","#
            + #""chosen":[\#(user),\#(blue)],"chosen_model":"base","chosen_rating":1.0,"rejected":[\#(user),\#(green)],"rejected_model":"base","#
            + #""rejected_rating":-0.5}"#,
    ]

    private static let others: [String: String] = [
        "trl_unpaired": #"{"prompt":[\#(user)],"completion":[\#(green)],"label":false}"# + "\n"
            + #"{"prompt":[\#(user)],"completion":[\#(blue)],"label":true}"#,
        "llamafactory_kto": #"{"messages":[\#(user),\#(green)],"label":false}"# + "\n" + #"{"messages":[\#(user),\#(blue)],"label":true}"#,
        "axolotl_kto": #"{"prompt":"What color is the sky?","completion":"It is green.","label":false}"# + "\n"
            + #"{"prompt":"What color is the sky?","completion":"It is blue.","label":true}"#,
        "ms_swift_kto": #"{"messages":[\#(user),\#(green)],"label":false}"# + "\n" + #"{"messages":[\#(user),\#(blue)],"label":true}"#,
        "trl_prompts": #"{"prompt":[\#(user)]}"#,
        "openrlhf_prompts": #"{"input":[\#(user)]}"#,
        "verl_prompts":
            #"{"data_source":"selfplay","prompt":[\#(user)],"ability":"physics","reward_model":{"style":"model","ground_truth":""},"#
            + #""extra_info":{"split":"train","index":0}}"#,
        "rlhflow": #"{"prompt":[\#(user)],"responses":\#(all),"rewards":[-0.5,0.25,1.0]}"#,
        "ranked": #"{"prompt":[\#(user)],"responses":\#(ranked),"rewards":[1.0,0.25,-0.5]}"#,
        "sets":
            #"{"prompt":[\#(user)],"responses":["It is green.","It is blue."],"rewards":[-0.5,1.0],"is_chosen":[false,true],"weights":[1.0,2.0]}"#,
        "sft": #"{"messages":[\#(user),\#(blue)]}"#,
    ]

    @Test(arguments: TrainingSetFormats.all.map(\.name)) func `a record is exactly what its trainer's documentation shows`(name: String)
        throws
    {
        let format = try #require(TrainingSetFormats.named(name))
        let expected = try #require(Self.pairs[name] ?? Self.others[name], "no line is written down for \(name)")
        let files = try folder.write(name, [Rows.row(for: format)], TrainingSetOptions(kind: .jsonLines))
        #expect(try folder.content("train.jsonl") == expected + "\n")
        #expect(files.map(\.rows) == [expected.split(separator: "\n" as Character).count])
    }

    @Test(arguments: TrainingSetFormats.all.map(\.name)) func `records keep to the schema the format announces`(name: String) throws {
        let format = try #require(TrainingSetFormats.named(name))
        let row = Rows.row(for: format)
        let columns = Set(TrainingSetColumn.allCases.filter { format.further == .any() && $0.stands(in: format.layout) })
        let records = format.layout == .responses ? row.labelled() : [row]
        for record in records {
            let settled = RowColumns(columns, first: record)
            var sink = SchemaSink(format.schema(settled))
            try format.write(record, RowContext(columns: settled, name: "set", split: "train"), to: &sink)
            #expect(sink.isComplete, "\(name): \(sink.faults)")
        }
    }

    @Test(.enabled(if: Python.has("json")), arguments: TrainingSetFormats.all.map(\.name))
    func `hostile text and long text come back from Python, in every kind of JSON file`(name: String) throws {
        let format = try #require(TrainingSetFormats.named(name))
        let texts = [Rows.hostile, "", String(repeating: "long 長い 😀 ", count: 3_000)]
        var rows: [TrainingRow] = []
        for (index, text) in texts.enumerated() {
            var row = Rows.row(for: format, "id\(index)", "p" + text)
            row.pair?.chosen.text = text
            for place in row.responses.indices where row.responses[place].sample == 2 { row.responses[place].text = text }
            rows.append(row)
        }
        let script = """
            import sys, json
            text = open(sys.argv[1], encoding='utf-8', newline='').read()
            rows = json.loads(text) if text[:1] == '[' else [json.loads(line) for line in text.split('\\n')[:-1]]
            print(json.dumps(rows, sort_keys=True, ensure_ascii=True) == json.dumps(json.loads(json.dumps(rows)), sort_keys=True))
            print(len({json.dumps({key: type(value).__name__ for key, value in row.items()}) for row in rows}))
            def strings(value):
                if isinstance(value, str): yield value
                for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []: yield from strings(inner)
            print(sum(any('p' + t in s for s in strings(r)) for r in rows for t in [\(Self.python(Rows.hostile))]))
            """
        for kind in format.kinds where kind != .parquet {
            let written = try SetFolder()
            let files = try written.write(name, rows, TrainingSetOptions(kind: kind))
            let perPrompt = format.layout == .responses ? 2 : 1
            #expect(files.map(\.rows) == [3 * perPrompt])
            #expect(Python.run(script, input: try written.content("train." + kind.rawValue)) == "True\n1\n\(perPrompt)\n")
        }
    }

    /// A string as Python has it in its source.
    private static func python(_ text: String) -> String {
        "bytes.fromhex('" + text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "').decode()"
    }

    @Test(arguments: TrainingSetFormats.all.map(\.name)) func `a set without rows is empty in every kind`(name: String) throws {
        let format = try #require(TrainingSetFormats.named(name))
        for kind in format.kinds {
            let written = try SetFolder()
            #expect(try written.write(name, [], TrainingSetOptions(kind: kind)).map(\.rows) == [0])
            if kind == .parquet { continue }
            #expect(try written.content("train." + kind.rawValue) == (kind == .jsonArray ? "[]\n" : ""))
        }
    }

    @Test func `an array is valid JSON with a record a line`() throws {
        _ = try folder.write("llamafactory", [Rows.pair("a"), Rows.pair("b")])
        let lines = try folder.lines("train.json")
        #expect(lines.first == "[" && lines.last == "]" && lines.count == 4)
        let rows = try JSONDecoder().decode([Ranking].self, from: Data(folder.content("train.json").utf8))
        #expect(rows.map(\.chosen.value) == ["It is blue.", "It is blue."])
    }

    private struct Ranking: Decodable {
        struct Turn: Decodable { let from: String, value: String }
        let chosen: Turn
    }

    @Test func `pairs feed formats of labelled responses: chosen true, then rejected false`() throws {
        _ = try folder.write("trl_unpaired", [Rows.pair()])
        let user = Self.user
        let expected =
            #"{"prompt":[\#(user)],"completion":[\#(Self.blue)],"label":true}"# + "\n"
            + #"{"prompt":[\#(user)],"completion":[\#(Self.green)],"label":false}"# + "\n"
        #expect(try folder.content("train.jsonl") == expected)
    }

    @Test func `a prompt of several pairs is one prompt`() throws {
        #expect(try folder.write("trl_prompts", [Rows.pair("a"), Rows.pair("b"), Rows.pair("a")]).map(\.rows) == [2])
    }
}
