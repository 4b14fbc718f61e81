/// The formats there are.
package enum TrainingSetFormats {
    package static let all: [any TrainingSetFormat] = pairs + labelled + prompts

    private static let pairs: [any TrainingSetFormat] = [
        TRLPreferenceFormat(), TRLImplicitFormat(), TRLStandardFormat(), TRLRewardFormat(), TPOFormat(),
        OpenRLHFFormat(), LLaMAFactoryFormat(), AxolotlFormat(), NeMoRLFormat(), NeMoRLBinaryFormat(), MSSwiftFormat(),
        AlignmentHandbookFormat(), MLXFormat(), SimPOFormat(), MAPFormat(), OpenRLHFIterationFormat(), SPPOFormat(), SPINFormat(),
        DistilabelFormat(),
    ]

    private static let labelled: [any TrainingSetFormat] = [
        TRLUnpairedFormat(), LLaMAFactoryKTOFormat(), AxolotlKTOFormat(), MSSwiftKTOFormat(),
    ]

    private static let prompts: [any TrainingSetFormat] = [
        TRLPromptsFormat(), OpenRLHFPromptsFormat(), VerlPromptsFormat(), RLHFlowFormat(), RankedFormat(), SetsFormat(), SFTFormat(),
    ]

    package static func named(_ name: String) -> (any TrainingSetFormat)? {
        all.first { $0.name == name }
    }
}
