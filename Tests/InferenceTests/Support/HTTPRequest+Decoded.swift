import Foundation
import Transport

extension HTTPRequest {
    /// The body as `JSONDecoder` reads it.
    func decoded<Body: Decodable>(_ type: Body.Type = Body.self) throws -> Body {
        try JSONDecoder().decode(type, from: Data(body))
    }

    /// The names of the body's fields, each once.
    func fieldNames() throws -> [String] {
        try decoded([String: AnyField].self).keys.sorted()
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Any JSON value, unread.
struct AnyField: Decodable {
    init(from decoder: any Decoder) throws {}
}
