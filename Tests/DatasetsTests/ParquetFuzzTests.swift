import Glibc
import Testing

@testable import Datasets

/// Damaged files end in a sentence, never in a crash or in more memory than the limits allow.
@Suite struct ParquetFuzzTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// xorshift64: the same files every time.
    private struct Random {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
    }

    private static let sources = [
        "rows-none-v1", "rows-none-v2", "rows-snappy-v1", "rows-gzip-v2", "rows-zstd-v1", "rows-delta", "rows-small-pages", "rows-split",
        "others", "rows-duckdb-zstd",
    ]

    /// `SELFPLAY_FUZZ_FILES` asks for more than the short form's.
    private static let count: Int = getenv("SELFPLAY_FUZZ_FILES").flatMap { Int(String(cString: $0)) } ?? 2000

    @Test(arguments: Array(sources.enumerated().map { ($0.offset, $0.element) })) func `damaged files are read or refused`(
        seed: Int,
        name: String
    ) throws {
        let path = ParquetReadingTests.fixtures + name + ".parquet"
        let file = try ParquetFile(path: path)
        let whole = try file.read(file.size, at: 0)
        var random = Random(state: UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15)
        var refused = 0
        for _ in 0..<(Self.count / Self.sources.count) {
            let damaged = damage(whole, &random)
            let copy = try folder.file("damaged.parquet", damaged)
            do {
                try ParquetReader(path: copy).forEach { bytes, _ in #expect(bytes.count > 0) }
            } catch let error as DatasetError {
                refused += 1
                #expect(error.file == copy && !error.message.isEmpty)
            }
        }
        #expect(refused > 0)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #expect(usage.ru_maxrss < 2_000_000, "more than 2 GB were taken")
    }

    /// One to four faults: bits and bytes changed, in the footer half of the time, bytes cut out or doubled, numbers made large.
    private func damage(_ whole: [UInt8], _ random: inout Random) -> [UInt8] {
        var bytes = whole
        for _ in 0...random.next(below: 4) {
            guard bytes.count > 100 else { break }
            let footer = Int(whole[whole.count - 8]) | Int(whole[whole.count - 7]) << 8
            let isInFooter: Bool = random.next(below: 2) == 0
            let start: Int = isInFooter ? max(0, bytes.count - 8 - footer) : 0
            let place = start + random.next(below: bytes.count - start)
            switch random.next(below: 7) {
            case 0, 1: bytes[place] ^= 1 << UInt8(random.next(below: 8))
            case 2: bytes[place] = UInt8(random.next(below: 256))
            case 3: bytes[place] = 0xFF
            case 4:
                for index in place..<min(bytes.count, place + 5) { bytes[index] = index == place + 4 ? 0x0F : 0xFF }
            case 5: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.next(below: 20)))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + random.next(below: 20))], at: place)
            }
        }
        return bytes
    }

    @Test func `damaged pages of snappy, runs and differences end in a sentence`() throws {
        var random = Random(state: 7)
        for _ in 0..<5000 {
            let bytes: [UInt8] = (0..<random.next(below: 60)).map { _ in UInt8(random.next(below: random.next(below: 2) == 0 ? 256 : 8)) }
            _ = try? bytes.withUnsafeBytes { try Snappy.decompress($0, size: random.next(below: 300)) }
            var runs = RunLengthCursor(bytes, 0..<bytes.count, width: random.next(below: 33))
            for _ in 0..<200 { _ = try? runs.next() }
            guard var delta = try? DeltaCursor(bytes, at: min(bytes.count, random.next(below: 4))) else { continue }
            for _ in 0..<200 { _ = try? delta.next() }
        }
    }

    @Test func `a file cut at any length is refused`() throws {
        let file = try ParquetFile(path: ParquetReadingTests.fixtures + "others.parquet")
        let whole = try file.read(file.size, at: 0)
        for count in 0..<whole.count {
            let copy = try folder.file("cut.parquet", Array(whole[..<count]))
            #expect(throws: DatasetError.self) { try ParquetReader(path: copy).forEach { _, _ in } }
        }
    }
}
