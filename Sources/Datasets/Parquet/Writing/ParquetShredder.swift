import JSONCursor

/// Takes rows apart into columns with repetition and definition levels (Melnik et al., Dremel, VLDB 2010).
///
/// A row that does not follow the schema leaves a sentence in `fault`; what comes after it is passed over.
struct ParquetShredder {
    /// A record or a list that is open.
    private struct Frame {
        let node: Int
        let isList: Bool
        /// Of the next value in it.
        var repetition: UInt8
        /// Records: how many fields have been taken. Lists: how many elements.
        var taken = 0
    }

    private static let row = -1

    private let shape: ParquetShape
    var columns: [ParquetColumnWriter]
    private(set) var fault: String?
    private var frames: [Frame] = []
    /// The field whose value comes next.
    private var announced: Int?
    private var hasRow = false

    init(_ shape: ParquetShape) {
        self.shape = shape
        columns = shape.columns.map { ParquetColumnWriter($0) }
    }

    var isBetweenRows: Bool { frames.isEmpty && !hasRow }

    /// Ends a row, which must be whole.
    mutating func endRow() {
        if !hasRow || !frames.isEmpty { fail("a row is not one whole object") }
        hasRow = false
    }

    mutating func beginObject() {
        guard fault == nil else { return }
        if frames.isEmpty {
            if hasRow { return fail("a row holds two objects") }
            return frames.append(Frame(node: Self.row, isList: false, repetition: 0))
        }
        guard let (node, repetition) = next("a record") else { return }
        guard case .record = shape.nodes[node].kind else { return mismatch(node, "a record") }
        announced = nil
        frames.append(Frame(node: node, isList: false, repetition: repetition))
    }

    mutating func endObject() {
        guard fault == nil else { return }
        guard let frame = frames.last, !frame.isList, announced == nil else { return fail("a record ends where it cannot") }
        passOver(until: nil)
        frames.removeLast()
        if frames.isEmpty { hasRow = true } else { finished() }
    }

    mutating func beginArray() {
        guard fault == nil, let (node, repetition) = next("a list") else { return }
        guard case .list = shape.nodes[node].kind else { return mismatch(node, "a list") }
        announced = nil
        frames.append(Frame(node: node, isList: true, repetition: repetition))
    }

    mutating func endArray() {
        guard fault == nil else { return }
        guard let frame = frames.last, frame.isList else { return fail("a list ends where none is open") }
        if frame.taken == 0 { appendNothing(frame.node, frame.repetition, definition: shape.nodes[frame.node].definition) }
        frames.removeLast()
        finished()
    }

    mutating func key(_ key: UnsafeBufferPointer<UInt8>) {
        guard fault == nil else { return }
        guard let frame = frames.last, !frame.isList, announced == nil else { return fail("a key stands where none belongs") }
        passOver(until: key)
    }

    mutating func string(_ value: UnsafeBufferPointer<UInt8>) {
        guard let (column, repetition) = columnTaking(.string, "a text") else { return }
        columns[column].append(value, repetition)
        finished()
    }

    mutating func integer(_ value: Int) {
        guard let (column, repetition) = columnTaking(.integer, "a whole number") else { return }
        columns[column].append(value, repetition)
        finished()
    }

    /// `value` is finite.
    mutating func double(_ value: Double) {
        guard let (column, repetition) = columnTaking(.double, "a number") else { return }
        columns[column].append(value, repetition)
        finished()
    }

    mutating func bool(_ value: Bool) {
        guard let (column, repetition) = columnTaking(.boolean, "a truth value") else { return }
        columns[column].append(value, repetition)
        finished()
    }

    mutating func null() {
        guard fault == nil, let (node, repetition) = next("null") else { return }
        guard shape.nodes[node].isOptional else { return mismatch(node, "null") }
        appendNothing(node, repetition, definition: shape.nodes[node].definition - 1)
        finished()
    }

    mutating func fail(_ message: String) {
        if fault == nil { fault = message }
    }

    /// The column a value of `type` belongs to.
    private mutating func columnTaking(_ type: RecordType, _ what: StaticString) -> (column: Int, repetition: UInt8)? {
        guard fault == nil, let (node, repetition) = next(what) else { return nil }
        guard case .value(let column, let expected) = shape.nodes[node].kind, expected == type else {
            mismatch(node, what)
            return nil
        }
        return (column, repetition)
    }

    /// The node the next value belongs to, and the repetition level it starts with.
    private mutating func next(_ what: StaticString) -> (node: Int, repetition: UInt8)? {
        guard let frame = frames.last else {
            fail("a row starts with \(what): it must be an object")
            return nil
        }
        if frame.isList, case .list(let element) = shape.nodes[frame.node].kind { return (element, frame.repetition) }
        guard let announced else {
            fail("\(what) stands in a record without a key")
            return nil
        }
        return (announced, frame.repetition)
    }

    /// Closes a value: the list around it goes on with its own repetition level.
    private mutating func finished() {
        announced = nil
        let top = frames.count - 1
        guard top >= 0, frames[top].isList else { return }
        frames[top].taken &+= 1
        frames[top].repetition = shape.nodes[frames[top].node].repetition
    }

    /// Goes on to the field `key`, or to the record's end: fields that were left out must be optional and are null.
    private mutating func passOver(until key: UnsafeBufferPointer<UInt8>?) {
        let top = frames.count - 1
        let children = self.children(of: frames[top].node)
        while frames[top].taken < children.count {
            let node = children[frames[top].taken]
            if let key, isKey(key, node) {
                frames[top].taken &+= 1
                announced = node
                return
            }
            guard shape.nodes[node].isOptional else {
                let found = key.map { "the key \(quoted(String(decoding: $0, as: UTF8.self)))" } ?? "the end of the record"
                return fail("the column `\(shape.nodes[node].name)` is missing: \(found) comes in its place")
            }
            appendNothing(node, frames[top].repetition, definition: shape.nodes[node].definition - 1)
            frames[top].taken &+= 1
        }
        if let key { fail("\(quoted(String(decoding: key, as: UTF8.self))) is no column, or not at its place") }
    }

    private func children(of node: Int) -> [Int] {
        guard node != Self.row, case .record(let children) = shape.nodes[node].kind else { return shape.root }
        return children
    }

    private func isKey(_ key: UnsafeBufferPointer<UInt8>, _ node: Int) -> Bool {
        shape.nodes[node].key.withUnsafeBufferPointer { known in
            guard known.count == key.count else { return false }
            for place in 0..<key.count where known[place] != key[place] { return false }
            return true
        }
    }

    private mutating func appendNothing(_ node: Int, _ repetition: UInt8, definition: UInt8) {
        for column in shape.nodes[node].columns { columns[column].appendNothing(repetition, definition: definition) }
    }

    private mutating func mismatch(_ node: Int, _ what: StaticString) {
        let expected: String
        switch shape.nodes[node].kind {
        case .value(_, .string): expected = "texts"
        case .value(_, .integer): expected = "whole numbers"
        case .value(_, .double): expected = "numbers with a fraction"
        case .value: expected = "truth values"
        case .list: expected = "lists"
        case .record: expected = "records"
        }
        fail("the column `\(shape.nodes[node].name)` holds \(expected), not \(what)")
    }
}
