/// The trainers' formats.
package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
    case trl
    case trlImplicit = "trl_implicit"
    case trlStandard = "trl_standard"
    case trlUnpaired = "trl_unpaired"
    case trlPrompts = "trl_prompts"
    case trlReward = "trl_reward"
    case openRLHF = "openrlhf"
    case openRLHFPrompts = "openrlhf_prompts"
    case llamaFactory = "llamafactory"
    case llamaFactoryKTO = "llamafactory_kto"
    case axolotl
    case axolotlKTO = "axolotl_kto"
    case nemoRL = "nemo_rl"
    case nemoRLBinary = "nemo_rl_binary"
    case msSwift = "ms_swift"
    case msSwiftKTO = "ms_swift_kto"
    case alignmentHandbook = "alignment_handbook"
    case mlxLMLora = "mlx_lm_lora"
    case verlPrompts = "verl_prompts"
    case simpo
    case map
    case rlhflow
    case openRLHFIterations = "openrlhf_iter"
    case sppo
    case distilabel
    case sft
    case ranked
    case sets
    case tpo
}
