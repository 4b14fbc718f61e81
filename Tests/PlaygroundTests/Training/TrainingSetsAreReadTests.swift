import Foundation
import Inference
import Playground
import Testing

@Suite struct TrainingSetsAreReadTests {
    @Test func rowsBecomePairsInTheirOrderAndFurtherColumnsArePassedOver() throws {
        let set = try PlaygroundTrainingSet(TrainingFixture.file, name: "train.jsonl")
        #expect(set.pairs == TrainingFixture.pairs)
        // printf … | sha256sum, of a file of one row
        let row =
            #"{"prompt":[{"role":"user","content":"A?"}],"chosen":[{"role":"assistant","content":"B."}],"rejected":[{"role":"assistant","content":"C."}]}"#
        #expect(
            try PlaygroundTrainingSet(Array(row.utf8), name: "x").sha256
                == "1300f8e87967d6579b8ebf6e854a2eb0d8ecf3b01d8ea1b986c6f51c657da12f"
        )
    }

    @Test(
        arguments: [
            ("", "holds no pair"),
            ("\n{\"prompt\":", "train.jsonl:2:"),
            (#"{"chosen":[],"rejected":[]}"#, "the row has no prompt; a row needs prompt, chosen and rejected"),
            (#"{"prompt":"Why?","chosen":[],"rejected":[]}"#, "prompt must be a list of messages"),
            (#"{"prompt":[{"role":"user"}],"chosen":[],"rejected":[]}"#, "a message of prompt lacks its role or content"),
            (
                #"{"prompt":[{"role":"user","content":"A"}],"chosen":[],"rejected":[]}"#,
                "train.jsonl:1: chosen must be a list of one message of role assistant"
            ),
            (
                #"{"prompt":[{"role":"narrator","content":"A"}],"chosen":[{"role":"assistant","content":"A"}],"rejected":[{"role":"assistant","content":"B"}]}"#,
                "no role of that name"
            ),
        ]
    )
    func whatIsNoTrainingSetIsToldWithItsLine(_ text: String, _ sentence: String) {
        #expect {
            try PlaygroundTrainingSet(Array(text.utf8), name: "train.jsonl")
        } throws: { error in
            (error as? BackendError)?.failure == .misconfigured && "\(error)".contains(sentence)
        }
    }

    @Test func aConversationBeyondAnyContextIsRefused() {
        let words = String(repeating: "dog ", count: 5000)
        let row = """
            {"prompt":[{"role":"user","content":"A?"}],"chosen":[{"role":"assistant","content":"\(words)"}],\
            "rejected":[{"role":"assistant","content":"C."}]}
            """
        #expect { try PlaygroundTrainingSet(Array(row.utf8), name: "x") } throws: { "\($0)".contains("more than 4096 tokens") }
    }

    @Test func aFileThatIsNotThereIsToldByName() {
        #expect { try PlaygroundTrainingSet.read("/nowhere/train.jsonl") } throws: {
            "\($0)".hasPrefix("/nowhere/train.jsonl cannot be read")
        }
    }
}
