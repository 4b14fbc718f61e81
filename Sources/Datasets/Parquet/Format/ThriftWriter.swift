/// Writes Thrift's compact protocol, in which Parquet keeps its metadata
/// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
struct ThriftWriter {
    private(set) var bytes: [UInt8] = []
    /// The last field's number of the structure being written, and of those around it.
    private var lastField = 0
    private var outer: [Int] = []

    init() {}

    mutating func structure(_ field: Int, _ body: (inout ThriftWriter) -> Void) {
        header(field, .structure)
        element(body)
    }

    /// A structure in a list, or the outermost one.
    mutating func element(_ body: (inout ThriftWriter) -> Void) {
        outer.append(lastField)
        lastField = 0
        body(&self)
        bytes.append(0)
        lastField = outer.removeLast()
    }

    mutating func integer32(_ field: Int, _ value: Int) {
        header(field, .integer32)
        zigzag(value)
    }

    mutating func integer64(_ field: Int, _ value: Int) {
        header(field, .integer64)
        zigzag(value)
    }

    mutating func integer16(_ field: Int, _ value: Int) {
        header(field, .integer16)
        zigzag(value)
    }

    mutating func boolean(_ field: Int, _ value: Bool) {
        header(field, value ? .isTrue : .isFalse)
    }

    mutating func text(_ field: Int, _ value: String) {
        binary(field, Array(value.utf8))
    }

    mutating func binary(_ field: Int, _ value: [UInt8]) {
        header(field, .binary)
        element(value)
    }

    mutating func structures<Element>(_ field: Int, _ elements: [Element], _ body: (inout ThriftWriter, Element) -> Void) {
        list(field, .structure, count: elements.count)
        for value in elements { element { body(&$0, value) } }
    }

    mutating func texts(_ field: Int, _ elements: [String]) {
        list(field, .binary, count: elements.count)
        for text in elements { element(Array(text.utf8)) }
    }

    mutating func integers32(_ field: Int, _ elements: [Int]) {
        list(field, .integer32, count: elements.count)
        for number in elements { zigzag(number) }
    }

    private mutating func element(_ value: [UInt8]) {
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    private mutating func list(_ field: Int, _ type: ThriftType, count: Int) {
        header(field, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | type.rawValue)
        } else {
            bytes.append(0xF0 | type.rawValue)
            varint(UInt64(count))
        }
    }

    /// Fields come in rising order, so the distance to the one before always fits four bits in Parquet's structures.
    private mutating func header(_ field: Int, _ type: ThriftType) {
        bytes.append(UInt8(truncatingIfNeeded: (field - lastField) << 4) | type.rawValue)
        lastField = field
    }

    private mutating func zigzag(_ value: Int) {
        varint(UInt64(bitPattern: Int64(value << 1) ^ Int64(value >> 63)))
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
