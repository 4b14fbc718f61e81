/// Gathers a column's values into pages, and the pages into the column's part of a row group.
struct ParquetColumnWriter {
    let column: ParquetColumn

    // The page in the making.
    private var repetitions: [UInt8] = []
    private var definitions: [UInt8] = []
    /// PLAIN values, booleans as a byte each.
    private var plain: [UInt8] = []
    private var indices: [UInt32] = []

    /// Nil for other types than texts, and where it does not pay.
    private var dictionary: ParquetDictionary?
    private var pages = ParquetPages()
    private var bounds = ParquetBounds()

    init(_ column: ParquetColumn) {
        self.column = column
        if column.type == .byteArray { dictionary = ParquetDictionary() }
    }

    /// The bytes of the page in the making, about.
    var pageSize: Int { plain.count + indices.count + definitions.count / 4 }
    /// The bytes of the row group's part so far, uncompressed.
    var size: Int { pages.uncompressedSize + pageSize }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ repetition: UInt8) {
        level(repetition, column.definition)
        if dictionary != nil {
            let known = dictionary?.count
            if let index = dictionary?.index(of: text) {
                indices.append(index)
                if dictionary?.count != known { bounds.take(text) }
                return
            }
            giveUpDictionary()
        }
        bounds.take(text)
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.count).littleEndian) { plain.append(contentsOf: $0) }
        plain.append(contentsOf: text)
    }

    mutating func append(_ value: Int, _ repetition: UInt8) {
        level(repetition, column.definition)
        bounds.take(value)
        withUnsafeBytes(of: UInt64(bitPattern: Int64(value)).littleEndian) { plain.append(contentsOf: $0) }
    }

    mutating func append(_ value: Double, _ repetition: UInt8) {
        level(repetition, column.definition)
        bounds.take(value)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { plain.append(contentsOf: $0) }
    }

    mutating func append(_ value: Bool, _ repetition: UInt8) {
        level(repetition, column.definition)
        bounds.take(value)
        plain.append(value ? 1 : 0)
    }

    /// A null, an empty list, or what is missing because something around it is: `definition` says how much of the path is there.
    mutating func appendNothing(_ repetition: UInt8, definition: UInt8) {
        level(repetition, definition)
        bounds.takeNull()
    }

    /// Closes the page in the making.
    mutating func endPage(_ compressor: ZstdCompressor) throws(ParquetFault) {
        guard !definitions.isEmpty else { return }
        var body: [UInt8] = []
        body.reserveCapacity(plain.count + indices.count + 64)
        if column.repetition > 0 { Self.append(levels: repetitions, highest: column.repetition, to: &body) }
        Self.append(levels: definitions, highest: column.definition, to: &body)
        var encoding = ParquetEncoding.plain
        if let dictionary, dictionary.count > 0 {
            encoding = .dictionary
            let width = max(1, Int.bitWidth - (dictionary.count - 1).leadingZeroBitCount)
            body.append(UInt8(width))
            RunLengthEncoder.encode(indices, width: width, to: &body)
        } else if column.type == .boolean {
            Self.append(bits: plain, to: &body)
        } else {
            body.append(contentsOf: plain)
        }
        try pages.add(body, .data(entries: definitions.count, encoding: encoding, levels: .runLength), compressor)
        repetitions.removeAll(keepingCapacity: true)
        definitions.removeAll(keepingCapacity: true)
        plain.removeAll(keepingCapacity: true)
        indices.removeAll(keepingCapacity: true)
    }

    /// Ends the row group's part: its pages in their order and what the footer says of it. `offset` is where it will stand in the file.
    mutating func endChunk(at offset: Int, _ compressor: ZstdCompressor) throws(ParquetFault) -> (pages: [[UInt8]], chunk: ParquetChunk) {
        try endPage(compressor)
        if let used = dictionary ?? pages.dictionary, used.count > 0 { try pages.keep(used, compressor) }
        let chunk = pages.chunk(of: column, at: offset, bounds: bounds)
        let bytes = pages.inOrder
        pages = ParquetPages()
        bounds = ParquetBounds()
        // A column whose dictionary did not pay gets none again.
        if dictionary != nil { dictionary = ParquetDictionary() }
        return (bytes, chunk)
    }

    private mutating func level(_ repetition: UInt8, _ definition: UInt8) {
        if column.repetition > 0 { repetitions.append(repetition) }
        definitions.append(definition)
    }

    /// From here on values are PLAIN, those of the page in the making too. Earlier pages keep the dictionary.
    private mutating func giveUpDictionary() {
        guard let dictionary else { return }
        for index in indices { dictionary.append(index, to: &plain) }
        indices.removeAll()
        if !pages.isEmpty { pages.dictionary = dictionary }
        self.dictionary = nil
    }

    private static func append(levels: [UInt8], highest: UInt8, to body: inout [UInt8]) {
        let start = body.count
        body.append(contentsOf: [0, 0, 0, 0])
        RunLengthEncoder.encode(levels, width: 8 - highest.leadingZeroBitCount, to: &body)
        var length = UInt32(body.count - start - 4)
        for place in start..<(start + 4) {
            body[place] = UInt8(truncatingIfNeeded: length)
            length >>= 8
        }
    }

    private static func append(bits: [UInt8], to body: inout [UInt8]) {
        var place = 0
        while place < bits.count {
            var byte: UInt8 = 0
            for bit in 0..<min(8, bits.count - place) { byte |= bits[place + bit] << UInt8(bit) }
            body.append(byte)
            place += 8
        }
    }
}
