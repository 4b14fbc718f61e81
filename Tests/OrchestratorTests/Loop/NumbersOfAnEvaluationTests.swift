import Testing

@testable import Orchestrator

/// What an evaluation command's output says.
@Suite struct NumbersOfAnEvaluationTests {
    private func numbers(_ output: String) -> [String] {
        RunCommands.numbers(inLastLineOf: Array(output.utf8)).map { "\($0.name)=\($0.value)" }
    }

    @Test func theLastLineCounts() {
        #expect(numbers("loading\n{\"accuracy\": 0.1}\n{\"accuracy\": 0.75, \"n\": 12}\n") == ["accuracy=0.75", "n=12.0"])
        #expect(numbers("{\"a\": 1}") == ["a=1.0"])
        #expect(numbers("{\"a\": 1}\r\n\r\n  \n") == ["a=1.0"])
    }

    @Test func numbersComeByNameWhateverElseIsThere() {
        let line = #"{"z": 1e3, "name": "x", "ok": true, "none": null, "list": [1], "deep": {"a": 1}, "a": -0.5}"#
        #expect(numbers(line) == ["a=-0.5", "z=1000.0"])
    }

    @Test(arguments: ["", "\n", "done", "[1, 2]", "3", "{\"a\": 1", "{\"a\": 1} trailing", "{\"a\": 1}\nsaved to disk", "{\"a\": NaN}"])
    func whatIsNoObjectHasNone(_ output: String) {
        #expect(numbers(output).isEmpty)
    }

    @Test func ofANameThatComesTwiceOneCounts() {
        #expect(numbers(#"{"a": 1, "a": 2}"#).count <= 1)
    }

    @Test func bytesThatAreNoTextHaveNone() {
        #expect(RunCommands.numbers(inLastLineOf: [0x7B, 0xFF, 0xFE, 0x7D]).isEmpty)
    }
}
