import Foundation
import JSONCursor
import Testing

@Suite("Numbers are correctly rounded")
struct NumbersAreCorrectlyRoundedTests {
    private func bits(_ text: String) throws -> UInt64 {
        try JSONCursor.read(Array(text.utf8)) { try $0.double() }.bitPattern
    }

    @Test(arguments: [
        // Halfway cases, the ends of the range, and log-probabilities as vLLM writes float32 values.
        "9007199254740993", "9007199254740992.5", "9007199254740993.0000000001", "2.2250738585072014e-308", "2.2250738585072011e-308",
        "4.9e-324",
        "2.4703282292062327e-324", "2.4703282292062328e-324", "1.7976931348623157e308", "1e-999", "0e999", "-0", "-0.0", "1e22", "1e23",
        "123456789012345678e5",
        "-5.0059064856067454", "-1.1920928955078125e-07", "-2.3841855067985307e-07", "-9999.0", "0.1", "0.30000000000000004",
        "18446744073709551615e-1",
        "9999999999999999999e-27", "1000000000000000000e-27", "9007199254740993e-1", "45035996273704985e-1",
        "0.500000000000000166533453693773481063544750213623046875",
        "1.00000000000000011102230246251565404236316680908203125", "1.00000000000000011102230246251565404236316680908203124",
        "6.631236846766476e-316",
    ])
    func `as strtod rounds them`(text: String) throws {
        #expect(try bits(text) == strtod(text, nil).bitPattern)
    }

    @Test func `over random digits and exponents`() throws {
        var random = Random(seed: 7)
        for _ in 0..<20_000 {
            let digits = random.digits(1 + Int(random.next() % 21))
            let point = Int(random.next() % UInt64(digits.count))
            var text = digits
            if point > 0 {
                text.insert(".", at: text.index(text.startIndex, offsetBy: point))
                if point > 1 && text.first == "0" { text.replaceSubrange(...text.startIndex, with: "1") }
            } else if text.count > 1 && text.first == "0" {
                text = "1" + text
            }
            if random.next() % 2 == 0 { text += "e\(Int(random.next() % 80) - 50)" }
            let expected = strtod(text, nil).bitPattern
            let found = try bits(text)
            if found != expected { Issue.record("\(text): \(Double(bitPattern: found)) is not \(Double(bitPattern: expected))") }
        }
    }

    @Test func `over the shortest text of random doubles and floats`() throws {
        var random = Random(seed: 8)
        for _ in 0..<20_000 {
            let double = Double(bitPattern: random.next())
            let single = Double(-Float.random(in: 0..<20, using: &random))
            for value in [double, single, single * 1e-6] where value.isFinite {
                if try bits("\(value)") != value.bitPattern { Issue.record("\(value) reads as another number") }
            }
        }
    }
}
