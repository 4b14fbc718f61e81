import JSONCursor

/// One page of the account's batches, newest first.
package struct BatchPage: Sendable {
    package var batches: [BatchObject] = []
    package var hasMore = false

    init(_ cursor: inout JSONCursor) throws {
        var hasList = false
        try cursor.object { key, value in
            switch key {
            case "data":
                hasList = true
                try value.array { batches.append(try BatchObject(&$0)) }
            case "has_more": hasMore = try value.null() ? false : value.bool()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard hasList else { throw BadReply.malformed("the reply is no list of batches") }
    }
}
