import JSONCursor

/// One output of a reply of the v2 inference protocol: `{"name","shape":[2,1],"datatype":"FP32","data":[…]}`.
struct TritonTensor: Sendable {
    var name = ""
    var shape: [Int] = []
    var datatype = ""
    /// Row by row, whether the server nests the rows or not. Nil where the data came beside the JSON (binary extension).
    var data: [Double]?

    /// Data types whose values are JSON numbers with fractions.
    private static let floats: Set<String> = ["FP16", "BF16", "FP32", "FP64"]

    init(_ cursor: inout JSONCursor) throws {
        var isText = false
        try cursor.object { key, value in
            switch key {
            case "name": name = try value.string()
            case "datatype": datatype = try value.string()
            case "shape": try value.array { shape.append(try $0.integer()) }
            case "data":
                var numbers: [Double] = []
                isText = try !Self.flatten(&value, into: &numbers)
                data = numbers
            default: try value.skip()
            }
        }
        // Text outputs beside the rewards are none of our business until one is asked for.
        if isText { data = nil }
    }

    /// Column `column` of `rows` rows: shape [rows] or [rows, columns]. Nil asks for the only one.
    func column(_ column: Int?, rows: Int) throws -> [Double] {
        guard Self.floats.contains(datatype) else {
            throw BadReply(
                .misconfigured,
                "the output \(Excerpt.of(name, limit: 40)) is of type \(Excerpt.of(datatype, limit: 20)), not FP32"
            )
        }
        guard let data else { throw BadReply.malformed("the output \(Excerpt.of(name, limit: 40)) holds no numbers") }
        guard shape.first == rows, shape.count <= 2 else {
            throw BadReply.malformed("the output has the shape \(shape) for \(rows) sentences")
        }
        let columns = shape.count == 2 ? shape[1] : 1
        guard columns > 0, data.count == rows * columns else {
            throw BadReply.malformed("the output holds \(data.count) numbers, and its shape is \(shape)")
        }
        guard column != nil || columns == 1 else {
            throw BadReply(.misconfigured, "the output \(name) has \(columns) columns: say which one is the reward")
        }
        let column = column ?? 0
        guard column < columns else {
            throw BadReply(.misconfigured, "the output has \(columns) columns: there is no column \(column) (they count from 0)")
        }
        return (0..<rows).map { data[$0 * columns + column] }
    }

    /// Adds the numbers of a list, nested or not; false if it holds anything else.
    private static func flatten(_ cursor: inout JSONCursor, into numbers: inout [Double]) throws -> Bool {
        switch try cursor.peek() {
        case .array:
            var isNumeric = true
            var collected = numbers
            try cursor.array { isNumeric = try flatten(&$0, into: &collected) && isNumeric }
            numbers = collected
            return isNumeric
        case .number:
            numbers.append(try cursor.double())
            return true
        default:
            try cursor.skip()
            return false
        }
    }
}
