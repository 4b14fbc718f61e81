/// How servers get new weights.
package enum WeightSwap: String, Sendable, Hashable, CaseIterable {
    case none
    /// vLLM loads the new LoRA adapter beside the base model.
    case vllmLoRA = "vllm_lora"
    /// vLLM reloads the weights from a folder.
    case vllmReload = "vllm_reload"
    /// SGLang reads the weights from a folder.
    case sglangDisk = "sglang_disk"
    /// A command restarts the server.
    case restart
    /// Somebody else does; the run waits for it.
    case external
}
