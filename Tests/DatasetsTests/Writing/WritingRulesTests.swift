import Inference
import Testing

@testable import Datasets

/// What trainers cannot read is refused with a sentence; what they would skip without a word is left out and counted.
@Suite struct WritingRulesTests {
    private let folder: SetFolder

    init() throws { folder = try SetFolder() }

    private func conversation(_ id: String, _ turns: [(String, String)]) -> TrainingRow {
        var row = Rows.pair(id)
        row.prompt.messages = turns.map { Message(role: $0.0, content: $0.1) }
        return row
    }

    @Test(arguments: ["trl_standard", "openrlhf_iter", "simpo", "map"])
    func `formats of plain strings refuse conversations, unless their rendered text is given`(format: String) throws {
        var row = conversation("c1", [("system", "Be brief."), ("user", "Hi")])
        #expect(
            try folder.refusal(format, [Rows.pair("a"), row])
                == "/train.jsonl:2: prompt c1 is a conversation, and \(format) takes a single user turn as plain text: "
                + "choose a format with messages or leave such prompts out"
        )
        #expect(folder.names.isEmpty)
        row.prompt.rendered = "<|user|>Hi<|assistant|>"
        _ = try folder.write(format, [row])
        #expect(try folder.content("train.jsonl").hasPrefix(#"{"prompt":"<|user|>Hi<|assistant|>","#))
    }

    @Test func `a system turn has a column of its own in axolotl's KTO and mlx-lm-lora, in all rows or in none`() throws {
        let with = conversation("s1", [("system", "Be brief."), ("user", "Hi")])
        _ = try folder.write("mlx_lm_lora", [with])
        #expect(try folder.content("train.jsonl").hasPrefix(#"{"system":"Be brief.","prompt":"Hi","chosen""#))
        _ = try folder.write("axolotl_kto", [with])
        #expect(try folder.content("train.jsonl").hasPrefix(#"{"system":"Be brief.","prompt":"Hi","completion""#))
        for format in ["mlx_lm_lora", "axolotl_kto"] {
            let mixed = "some prompts have a system turn and some, as prompt a, differ: a column must stand in all rows or in none"
            #expect(try folder.refusal(format, [with, Rows.pair("a")]).hasSuffix(mixed))
            let long = conversation("long", [("user", "Hi"), ("assistant", "Ho"), ("user", "Hm")])
            #expect(try folder.refusal(format, [long]).contains("prompt long is a conversation"))
        }
    }

    @Test(arguments: ["llamafactory", "llamafactory_kto"])
    func `LLaMA-Factory would skip prompts whose turns do not alternate, so they are left out and counted`(format: String) throws {
        let good = conversation("g", [("system", "Be brief."), ("user", "Hi"), ("assistant", "Ho"), ("user", "Hm")])
        let even = conversation("e", [("user", "Hi"), ("assistant", "Ho")])
        let doubled = conversation("d", [("user", "Hi"), ("user", "Hi"), ("user", "Hi")])
        let job = try TrainingSetJob(
            format: #require(TrainingSetFormats.named(format)),
            options: TrainingSetOptions(),
            folder: folder.path
        )
        for row in [good, even, doubled] { try job.append(row) }
        let perPair = format == "llamafactory" ? 1 : 2
        #expect(try job.finish().map(\.rows) == [perPair])
        #expect(job.omissions == [Funnel.Step("uneven_turns", 2 * perPair)])
    }

    @Test func `LLaMA-Factory's speakers are human, gpt and observation`() throws {
        _ = try folder.write("llamafactory", [conversation("g", [("system", "S"), ("user", "U"), ("assistant", "A"), ("user", "V")])])
        let turns =
            #"[{"from":"system","value":"S"},{"from":"human","value":"U"},{"from":"gpt","value":"A"},{"from":"human","value":"V"}]"#
        #expect(try folder.content("train.json").contains(turns))
    }

    @Test func `NeMo-RL refuses ties, so a tie is an error`() throws {
        let tie = Rows.pair("t", values: [TrainingValue("tie", 1)])
        #expect(
            try folder.refusal("nemo_rl", [tie])
                == "/train.jsonl:1: prompt t has a tie, which NeMo-RL refuses: leave ties out of the selection"
        )
        _ = try folder.write("nemo_rl", [Rows.pair("f", values: [TrainingValue("tie", 0)])])
        let options = TrainingSetOptions(values: ["task_name"])
        #expect(try folder.refusal("nemo_rl", [], options).contains("which its trainer makes itself"))
    }

    @Test(arguments: ["axolotl", "axolotl_kto", "openrlhf"]) func `trainers that bear no further columns get none`(format: String) throws {
        let expected = ": the format \(format) takes no further column"
        #expect(try folder.refusal(format, [], TrainingSetOptions(columns: [.promptID])).hasPrefix(expected + " prompt_id: "))
        #expect(try folder.refusal(format, [], TrainingSetOptions(values: ["soft_label"])).hasPrefix(expected + " soft_label: "))
    }

    @Test func `a selection's own columns stand behind all others, as doubles`() throws {
        let row = Rows.pair(values: [TrainingValue("soft_label", 1), TrainingValue("margin", 0.5)])
        _ = try folder.write("trl", [row], TrainingSetOptions(columns: [.round], values: ["soft_label", "margin"]))
        #expect(try folder.content("train.jsonl").hasSuffix(#","round":1,"soft_label":1.0,"margin":0.5}"# + "\n"))
        _ = try folder.write("trl", [row], TrainingSetOptions(values: ["margin", "soft_label"]))
        #expect(try folder.content("train.jsonl").hasSuffix(#"}],"margin":0.5,"soft_label":1.0}"# + "\n"))
        #expect(
            try folder.refusal("trl", [row, Rows.pair("bare")], TrainingSetOptions(values: ["margin"]))
                == "/train.jsonl:2: prompt bare has no value for the selection's column margin: leave the column out"
        )
    }

    @Test(arguments: ["trl_reward", "openrlhf"]) func `the selection's margin is the margin column, written once`(format: String) throws {
        let row = Rows.pair(values: [TrainingValue("margin", 0.37)])
        _ = try folder.write(format, [row], TrainingSetOptions(values: ["margin"]))
        #expect(try folder.content("train.jsonl").hasSuffix(#"}],"margin":0.37}"# + "\n"))
    }

    @Test func `SPPO takes win probabilities from the selection and refuses rows without`() throws {
        let values = [
            TrainingValue("win_probability", 0.9), TrainingValue("chosen_win_probability", 0.8),
            TrainingValue("rejected_win_probability", 0.3),
        ]
        _ = try folder.write("sppo", [Rows.pair(values: values)], TrainingSetOptions(values: values.map(\.name)))
        let expected = #","chosen_probs":0.9,"chosen_probs_win":0.8,"chosen_probs_lose":0.3}"#
        #expect(try folder.content("train.jsonl").hasSuffix(expected + "\n"))
        #expect(try folder.refusal("sppo", [Rows.pair("p")]).contains("prompt p has no win_probability from 0 to 1"))
    }

    @Test func `two columns of one name are refused`() throws {
        #expect(
            try folder.refusal("trl", [], TrainingSetOptions(values: ["chosen"]))
                == ": two columns of the format trl would be called chosen: leave one out or name it differently"
        )
        #expect(try folder.refusal("distilabel", [], TrainingSetOptions(columns: [.promptID])).contains("would be called prompt_id"))
    }

    @Test func `columns of pairs are refused where a record is a response or a prompt`() throws {
        #expect(
            try folder.refusal("trl_unpaired", [], TrainingSetOptions(columns: [.margins]))
                == ": the format trl_unpaired has no column margins: a record of it is one of the responses"
        )
        #expect(try folder.refusal("trl_prompts", [], TrainingSetOptions(columns: [.scores])).contains("one of the prompts"))
        #expect(try folder.refusal("ranked", [], TrainingSetOptions(values: ["margin"])).contains("a record of it is a prompt"))
    }

    @Test func `a response's columns are its own`() throws {
        let columns: Set<TrainingSetColumn> = [.scores, .samples, .logprobs, .referenceLogprobs]
        _ = try folder.write("trl_unpaired", [Rows.pair()], TrainingSetOptions(columns: columns))
        let first = try #require(try folder.lines("train.jsonl").first)
        #expect(first.hasSuffix(#","label":true,"score":1.0,"logprob":-4.0,"tokens":4,"ref_logps":-6.0,"sample":2}"#))
    }

    @Test func `selections of the other sort are refused`() throws {
        #expect(try folder.refusal("trl", [Rows.labelled("l")]).contains("prompt l comes without a pair"))
        #expect(try folder.refusal("sets", [Rows.pair("p")]).contains("prompt p comes as a pair"))
        var bare = Rows.pair("b")
        bare.responses = []
        for format in ["simpo", "map", "rlhflow", "ranked", "sft", "tpo"] {
            #expect(try folder.refusal(format, [bare]).contains("prompt b comes without its answers"))
        }
    }

    @Test func `some rows with a model's name and some without are refused`() throws {
        var nameless = Rows.pair("n")
        nameless.pair?.rejected.model = nil
        #expect(
            try folder.refusal("distilabel", [Rows.pair(), nameless]).contains("some answers name their model and some, as of prompt n")
        )
    }

    @Test func `map needs log-probs and tokens of every answer`() throws {
        var row = Rows.pair("m")
        row.responses[1].logprob = nil
        #expect(try folder.refusal("map", [row]).contains("prompt m has no log-prob of sample 1"))
        row.responses[1].logprob = -1
        row.responses[1].tokens = 0
        #expect(try folder.refusal("map", [row]).contains("prompt m has no tokens counted for sample 1"))
    }

    @Test func `triples need a third answer better than the rejected one`() throws {
        var two = Rows.pair("two")
        two.responses.remove(at: 1)
        let job = try TrainingSetJob(format: TPOFormat(), options: TrainingSetOptions(), folder: folder.path)
        try job.append(two)
        #expect(try job.finish().map(\.rows) == [0])
        #expect(job.omissions == [Funnel.Step("no_third_response", 1)])
    }

    @Test func `the best of a prompt is the best accepted one where answers are labelled`() throws {
        var row = Rows.labelled("l")
        row.responses[1].label = true
        row.responses[2].label = nil
        _ = try folder.write("sft", [row])
        #expect(try folder.content("train.jsonl").contains("It is grey."))
        row.responses[1].label = nil
        let job = try TrainingSetJob(format: SFTFormat(), options: TrainingSetOptions(), folder: folder.path)
        try job.append(row)
        #expect(try job.finish().map(\.rows) == [0])
        #expect(job.omissions == [Funnel.Step("nothing_accepted", 1)])
    }

    @Test(arguments: TrainingSetFormats.all.map(\.name)) func `a number that is not finite names its prompt`(name: String) throws {
        let format = try #require(TrainingSetFormats.named(name))
        guard format.layout == .pairs, format.further == .any() else { return }
        var row = Rows.row(for: format, "nan")
        row.pair?.score = .nan
        #expect(
            try folder.refusal(name, [row], TrainingSetOptions(columns: [.margins])).contains("a number of prompt nan is not finite")
        )
        #expect(folder.names.isEmpty)
    }

    @Test func `kinds a trainer does not read are refused`() throws {
        #expect(
            try folder.refusal("axolotl", [], TrainingSetOptions(kind: .jsonArray))
                == ": the format axolotl is not read as json; it is as: jsonl"
        )
    }
}
