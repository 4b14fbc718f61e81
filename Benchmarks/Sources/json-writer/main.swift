import Glibc
import JSONCursor
import Measuring

// Writes rows of a training set with the product's JSONWriter, again and again, and prints the megabytes a CPU-second.
// Exits with 1 below the committed limit.

/// Prose with what models write: quotes, line ends, code, characters beyond ASCII. An escape every 50 characters or so.
let words =
    "the river “keeps” its old bed because\nsilt settles; print(\"ready\") naïve 数学 \\frac{a}{b} and people build on what it leaves behind "
let prompt = String(repeating: words, count: 3)
let answer = String(repeating: words, count: 11)

func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func writeMessages(_ key: StaticString, _ role: String, _ text: String, to writer: inout JSONWriter) {
    writer.key(key)
    writer.beginArray()
    writer.beginObject()
    writer.key("role")
    writer.string(role)
    writer.key("content")
    writer.string(text)
    writer.endObject()
    writer.endArray()
}

var writer = JSONWriter()
var written = 0
let start = cpuSeconds()
while cpuSeconds() - start < 2 {
    for _ in 0..<1000 {
        writer.beginObject()
        writeMessages("prompt", "user", prompt, to: &writer)
        writeMessages("chosen", "assistant", answer, to: &writer)
        writeMessages("rejected", "assistant", answer, to: &writer)
        writer.endObject()
        writer.endLine()
        written += writer.count
        writer.removeAll()
    }
}
let pace = Double(written) / 1e6 / (cpuSeconds() - start)

let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
do {
    let limit = try Limits(path: "\(package)/thresholds/selection").limit("json_writer_megabytes_per_second")
    print("JSONWriter: \(Int(pace)) MB per CPU-second (limit: at least \(Int(limit)))")
    exit(pace >= limit ? 0 : 1)
} catch {
    print("json-writer: \(error.reason)")
    exit(2)
}
