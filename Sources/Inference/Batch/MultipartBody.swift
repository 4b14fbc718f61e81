/// The body of an upload as `multipart/form-data` (RFC 7578): one text field and one file.
struct MultipartBody {
    let contentType: String
    private(set) var bytes: [UInt8] = []

    /// - Parameters:
    ///   - boundary: Must not occur in the file; letters, digits and dashes.
    ///   - fileName: Letters, digits, dots and dashes.
    init(boundary: String, purpose: String, fileName: String, file: [UInt8]) {
        contentType = "multipart/form-data; boundary=\(boundary)"
        bytes.reserveCapacity(file.count + 512)
        append("--\(boundary)\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n\(purpose)\r\n")
        append("--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(fileName)\"\r\n")
        append("Content-Type: application/jsonl\r\n\r\n")
        bytes.append(contentsOf: file)
        append("\r\n--\(boundary)--\r\n")
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
