import Foundation

/// A batch as it goes over the wire.
enum BatchWire {
    private struct Object: Encodable {
        struct Errors: Encodable {
            struct Fault: Encodable {
                var code: String
                var message: String
                var param: String?
                var line: Int?
            }
            var object = "list"
            var data: [Fault]
        }
        struct Counts: Encodable {
            var total: Int
            var completed: Int
            var failed: Int
        }
        var id: String
        var object = "batch"
        var endpoint = "/v1/chat/completions"
        var errors: Errors?
        var input_file_id: String
        var completion_window = "24h"
        var status: String
        var output_file_id: String?
        var error_file_id: String?
        var created_at: Int
        var request_counts: Counts
        var metadata: [String: String]
    }

    static func text(_ batch: BatchState.Batch) -> String {
        let shows = batch.hidden == 0
        let complaint = batch.status == "failed" ? batch.complaint : nil
        let object = Object(
            id: batch.id,
            errors: complaint.map { Object.Errors(data: [.init(code: $0.code, message: $0.message, line: 1)]) },
            input_file_id: batch.file,
            status: batch.status,
            output_file_id: shows ? batch.outputFile : nil,
            error_file_id: shows ? batch.errorFile : nil,
            created_at: 1_790_000_000,
            request_counts: .init(total: batch.lines.count, completed: batch.completed, failed: batch.failed),
            metadata: batch.metadata
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
