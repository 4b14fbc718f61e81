import Datasets
import Selection
import Settings
import Testing

/// The configuration's words are those of the rooms that act on them: a word that only one side knows would quietly mean its default.
@Suite struct ConfiguredNamesTests {
    @Test func formatsColumnsAndFiles() {
        #expect(Set(ExportFormat.allCases.map(\.rawValue)) == Set(TrainingSetFormats.all.map(\.name)))
        #expect(ExportColumn.allCases.map(\.rawValue) == TrainingSetColumn.allCases.map(\.rawValue))
        #expect(Set(ExportFile.allCases.map(\.rawValue)) == Set(RecordFileKind.allCases.map(\.rawValue)))
    }

    @Test func selections() {
        #expect(Settings.Pairing.allCases.map(\.rawValue) == Selection.Pairing.allCases.map(\.rawValue))
        #expect(Settings.ImplicitReward.allCases.map(\.rawValue) == Selection.ImplicitReward.allCases.map(\.rawValue))
        #expect(RefusalRule.allCases.map(\.rawValue) == Guards.Refusals.allCases.map(\.rawValue))
        #expect(Preference.allCases.map(\.rawValue) == ScoreOrder.allCases.map(\.rawValue))
        #expect(Set(Settings.Informativeness.allCases.map(\.rawValue)) == Set(Selection.Informativeness.allCases.map(\.rawValue)))
    }
}
