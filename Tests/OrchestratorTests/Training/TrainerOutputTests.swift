import Foundation
import Testing

@testable import Orchestrator

/// How a trainer's output becomes lines.
@Suite struct TrainerOutputTests {
    private func split(_ chunks: [String], limit: Int = 4096, isLast: Bool = true) -> [String] {
        var splitter = LineSplitter(limit: limit)
        var lines: [String] = []
        for chunk in chunks { splitter.add(Array(chunk.utf8)) { lines.append($0) } }
        if isLast { splitter.finish { lines.append($0) } }
        return lines
    }

    @Test func linesAreWholeWhateverTheChunks() {
        #expect(split(["a\nb", "c\n", "\n", "d"]) == ["a", "bc", "", "d"])
        #expect(split(["a\nb"], isLast: false) == ["a"])
    }

    @Test func aProgressBarIsItsLastState() {
        #expect(split(["\r 1%", "\r 50%\r", "\r100%\n", "next\n"]) == ["100%", "next"])
        #expect(split(["windows\r\n", "x\r", "\n"]) == ["windows", "x"])
    }

    @Test func longLinesAreCut() {
        #expect(split(["abcdefgh\nij\n"], limit: 4) == ["abcd …", "ij"])
    }

    @Test func aLogIsFollowedFromWhereItStands() throws {
        let place = try TrainingPlace()
        let path = place.path + "/log"
        _ = FileManager.default.createFile(atPath: path, contents: Data("one\ntwo\nthree\nfo".utf8))
        var lines: [String] = []
        var tail = LogTail(path: path, recent: 10)
        defer { tail.end() }
        tail.read { lines.append($0) }
        #expect(lines == ["three"])
        let file = try #require(FileHandle(forWritingAtPath: path))
        file.seekToEndOfFile()
        file.write(Data("ur\nfive".utf8))
        tail.read { lines.append($0) }
        tail.read(isLast: true) { lines.append($0) }
        #expect(lines == ["three", "four", "five"])
        #expect(LogTail.lastLines(path, count: 2) == ["four", "five"])
    }

    @Test func aLogThatGrowsFasterThanItIsToldIsToldByItsEnd() throws {
        let place = try TrainingPlace()
        let path = place.path + "/log"
        let line = "0123456789abcde\n"
        _ = FileManager.default.createFile(atPath: path, contents: Data(("first\nbegun" + String(repeating: line, count: 5)).utf8))
        var lines: [String] = []
        var tail = LogTail(path: path)
        defer { tail.end() }
        tail.read { lines.append($0) }
        #expect(lines.prefix(2) == ["first", "begun0123456789abcde"] && lines.count == 6)

        let file = try #require(FileHandle(forWritingAtPath: path))
        file.seekToEndOfFile()
        file.write(Data((String(repeating: line, count: 200_000) + "last").utf8))
        lines = []
        tail.read(isLast: true) { lines.append($0) }
        let told = lines.dropFirst().reduce(0) { $0 + $1.utf8.count + 1 } - 1
        #expect(lines.first == "… (\(3_200_004 - told) bytes are in the log only)")
        #expect(told <= 65_536 && lines.count > 4000 && lines.dropFirst().dropLast().allSatisfy { $0 + "\n" == line })
        #expect(lines.last == "last")
    }

    @Test func exitsAreReadAsTheyWereWritten() throws {
        var exit = TrainerExit(attempt: 2, reason: .timedOut, end: .signalled(15), startedAt: 1.5, finishedAt: 2.25, seconds: 0.75)
        exit.error = "why \"not\""
        let bytes = try exit.json()
        #expect(TrainerExit(json: bytes) == exit)
        let object = try JSONDecoder().decode([String: Field].self, from: Data(bytes))
        #expect(object["code"] == .null && object["signal"] == .number(15) && object["reason"] == .text("timed_out"))
        #expect(object["seconds"] == .number(0.75))
        #expect(TrainerExit(json: Array("{}".utf8)) == nil)
    }

    private enum Field: Decodable, Equatable {
        case null, number(Double), text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }
}
