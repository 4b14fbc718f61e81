import JSONCursor

/// Goes through a column's part of a row group entry by entry; holds one page and the dictionary.
final class ParquetColumnReader {
    let leaf: ParquetLeaf
    /// Whether there is an entry; its levels are the next two.
    private(set) var hasEntry = false
    private(set) var repetition = 0
    private(set) var definition = 0

    private let file: ParquetFile
    private let chunk: ParquetChunk
    private let budget: ParquetBudget
    private var position: Int
    private let end: Int
    private var entriesLeft: Int
    private var inPage = 0
    private var repetitions = RunLengthCursor()
    private var definitions = RunLengthCursor()
    private var values: ParquetValueCursor?
    private var dictionary: ParquetDictionaryPage?
    private var pageSize = 0

    init(_ leaf: ParquetLeaf, _ chunk: ParquetChunk, _ file: ParquetFile, _ budget: ParquetBudget) throws {
        guard chunk.type == leaf.type else { throw ParquetFault("its type is another than the schema's") }
        self.leaf = leaf
        self.chunk = chunk
        self.file = file
        self.budget = budget
        position = chunk.dictionaryPage.map { $0 > 0 ? min($0, chunk.firstDataPage) : chunk.firstDataPage } ?? chunk.firstDataPage
        guard position <= file.size, chunk.compressedSize <= file.size - position else {
            throw ParquetFault("the file is cut off or damaged: its pages stand beyond the file's end")
        }
        end = position + chunk.compressedSize
        entriesLeft = chunk.entries
        try advance()
    }

    /// Goes to the next entry.
    func advance() throws {
        guard entriesLeft > 0 else { return hasEntry = false }
        while inPage == 0 { try openPage() }
        entriesLeft -= 1
        inPage -= 1
        repetition = leaf.repetition == 0 ? 0 : Int(try repetitions.next())
        definition = leaf.definition == 0 ? 0 : Int(try definitions.next())
        guard repetition <= leaf.repetition, definition <= leaf.definition else {
            throw ParquetFault("a level is higher than the schema allows")
        }
        hasEntry = true
    }

    /// Writes the present entry's value, or null, and goes on.
    func writeEntry(to json: inout JSONWriter) throws {
        guard hasEntry else { throw Self.tooFew }
        if definition == leaf.definition { try values?.write(to: &json) } else { json.null() }
        try advance()
    }

    /// Passes over an entry that has no value because something around it is null or empty.
    func skipEntry() throws {
        guard hasEntry else { throw Self.tooFew }
        guard definition < leaf.definition else { throw ParquetFault("it has a value where its neighbours have none") }
        try advance()
    }

    static let tooFew = ParquetFault("it holds fewer entries than its row group has rows")

    private func openPage() throws {
        let (header, start) = try header()
        guard header.compressedSize <= end - start else { throw ParquetFault("a page is cut off or damaged") }
        guard header.uncompressedSize <= ParquetLimits.largestPage else { throw ParquetFault("a page is larger than 512 MB") }
        position = start + header.compressedSize
        switch header.kind {
        case .other: return
        case .dictionary(let entries, let encoding):
            guard dictionary == nil, encoding == .plain || encoding == .plainDictionary else {
                throw ParquetFault("its dictionary is damaged")
            }
            try budget.take(header.uncompressedSize)
            let bytes = try body(header, at: start)
            dictionary = try ParquetDictionaryPage(bytes, leaf.type, count: entries)
        case .data(let entries, let encoding, let levels):
            try replacePage(header)
            let bytes = try body(header, at: start)
            guard levels == .runLength || leaf.definition + leaf.repetition == 0 else {
                throw ParquetFault("its levels are bit-packed in an old way, which is not read: write the file anew")
            }
            var place = 0
            if leaf.repetition > 0 { repetitions = try levelsWithLength(bytes, &place, leaf.repetition) }
            if leaf.definition > 0 { definitions = try levelsWithLength(bytes, &place, leaf.definition) }
            values = try ParquetValueCursor(leaf, encoding, bytes, from: place, dictionary)
            inPage = entries
        case .dataWithPlainLevels(let entries, _, let encoding, let definitionBytes, let repetitionBytes, let isCompressed):
            try replacePage(header)
            let levelBytes = definitionBytes + repetitionBytes
            guard levelBytes <= header.compressedSize, levelBytes <= header.uncompressedSize else {
                throw ParquetFault("a page's levels are longer than the page")
            }
            let levels = try file.read(levelBytes, at: start)
            repetitions = RunLengthCursor(levels, 0..<repetitionBytes, width: Self.width(leaf.repetition))
            definitions = RunLengthCursor(levels, repetitionBytes..<levelBytes, width: Self.width(leaf.definition))
            let bytes = try file.read(header.compressedSize - levelBytes, at: start + levelBytes)
            let codec: ParquetCodec = isCompressed ? chunk.codec : .uncompressed
            let plain = try bytes.withUnsafeBytes {
                try PageDecompressor.decompress($0, codec, size: header.uncompressedSize - levelBytes)
            }
            values = try ParquetValueCursor(leaf, encoding, plain, from: 0, dictionary)
            inPage = entries
        }
    }

    private func replacePage(_ header: ParquetPageHeader) throws {
        values = nil
        budget.giveBack(pageSize)
        pageSize = header.uncompressedSize + header.compressedSize
        try budget.take(pageSize)
    }

    private func body(_ header: ParquetPageHeader, at start: Int) throws -> [UInt8] {
        let bytes = try file.read(header.compressedSize, at: start)
        return try bytes.withUnsafeBytes { try PageDecompressor.decompress($0, chunk.codec, size: header.uncompressedSize) }
    }

    /// The page header at `position`, whose length nobody says, and where the page starts.
    private func header() throws -> (header: ParquetPageHeader, start: Int) {
        guard position < end else { throw ParquetFault("it holds fewer entries than the file says") }
        var window = 1 << 9
        while true {
            let count = min(window, end - position)
            var thrift = ThriftReader(try file.read(count, at: position))
            do {
                let header = try ParquetPageHeader(&thrift)
                return (header, position + thrift.position)
            } catch let fault as ParquetFault where fault == .cutOffMetadata && count < end - position && window < 1 << 24 {
                window *= 16
            }
        }
    }

    private func levelsWithLength(_ bytes: [UInt8], _ place: inout Int, _ highest: Int) throws -> RunLengthCursor {
        guard bytes.count - place >= 4 else { throw ParquetFault("a page is cut off or damaged") }
        var length = 0
        for index in 0..<4 { length |= Int(bytes[place + index]) << (8 * index) }
        place += 4
        guard length <= bytes.count - place else { throw ParquetFault("a page's levels are longer than the page") }
        defer { place += length }
        return RunLengthCursor(bytes, place..<(place + length), width: Self.width(highest))
    }

    private static func width(_ highest: Int) -> Int { Int.bitWidth - highest.leadingZeroBitCount }
}
