import Datasets
import JSONCursor
import Ledger

extension PromptRecord {
    /// The prompt as the ledger keeps it: tags and further fields become its metadata.
    var poolPrompt: PoolPrompt {
        PoolPrompt(messages: messages, contentHash: contentHash, externalID: externalID, metadata: tagged)
    }

    private var tagged: String? {
        guard !tags.isEmpty else { return metadata }
        var writer = JSONWriter()
        writer.beginArray()
        for tag in tags { writer.string(tag) }
        writer.endArray()
        let list = "\"tags\":" + String(decoding: writer.bytes, as: UTF8.self)
        guard let metadata, metadata.count > 2 else { return "{\(list)}" }
        return "{\(list)," + metadata.dropFirst()
    }
}
