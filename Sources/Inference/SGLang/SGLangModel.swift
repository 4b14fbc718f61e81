/// A model of SGLang by name: `base`, or `base:adapter` as SGLang's own routes have it.
struct SGLangModel: Sendable, Hashable {
    var base: String
    /// The LoRA adapter's name (`lora_path` in requests).
    var adapter: String?

    init(_ name: String) {
        let parts = name.split(separator: ":", maxSplits: 1)
        base = parts.first.map(String.init) ?? name
        adapter = parts.count == 2 ? String(parts[1]) : nil
    }
}
