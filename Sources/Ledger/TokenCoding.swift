import FoundationEssentials
import GRDB

/// Token ids as 32-bit little-endian integers, the form of `token_ids` and `prompt_tokens.ids`.
enum TokenCoding {
    static func encode(_ tokens: [Int32]) -> Data {
        tokens.withUnsafeBytes { Data($0) }
    }

    static func decode(_ data: Data) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: data.count / 4) { buffer, count in
            count = data.copyBytes(to: buffer) / 4
        }
    }

    static func encode(_ values: [Double]) -> Data {
        values.withUnsafeBytes { Data($0) }
    }
}
