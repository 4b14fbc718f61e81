import CurlShim

/// A request's header fields in libcurl's form, freed with the last exchange that uses it.
final class HeaderList {
    let first: UnsafeMutablePointer<curl_slist>?
    private let fields: [(name: String, value: String)]
    private let hasBody: Bool

    init(_ request: HTTPRequest) {
        fields = request.headers
        hasBody = !request.body.isEmpty
        // Without this libcurl asks before it sends more than a megabyte and waits a second for the answer.
        var list = curl_slist_append(nil, "Expect:")
        if !fields.contains(where: { $0.name.lowercased() == "content-type" }) {
            // libcurl's own choice would be that of a web form.
            list = curl_slist_append(list, hasBody ? "Content-Type: application/json" : "Content-Type:") ?? list
        }
        for field in fields {
            // "Name:" would remove the field; a semicolon makes it an empty one.
            list = curl_slist_append(list, field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)") ?? list
        }
        first = list
    }

    deinit {
        curl_slist_free_all(first)
    }

    func serves(_ request: HTTPRequest) -> Bool {
        guard hasBody != request.body.isEmpty, fields.count == request.headers.count else { return false }
        for index in fields.indices {
            let field = request.headers[index]
            if fields[index].value != field.value || fields[index].name != field.name { return false }
        }
        return true
    }

    /// Whether all fields of a request can be sent as they are: none may carry a line end, which would start another field.
    static func isSendable(_ request: HTTPRequest) -> Bool {
        request.headers.allSatisfy { field in
            !field.name.isEmpty && isOneLine(field.name) && !field.name.utf8.contains(0x3A) && isOneLine(field.value)
        }
    }

    private static func isOneLine(_ text: String) -> Bool {
        !text.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }
    }
}
