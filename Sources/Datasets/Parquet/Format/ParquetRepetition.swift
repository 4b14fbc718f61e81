/// How often a field stands in its parent (parquet.thrift, `FieldRepetitionType`).
enum ParquetRepetition: Int {
    case required, optional, repeated
}
