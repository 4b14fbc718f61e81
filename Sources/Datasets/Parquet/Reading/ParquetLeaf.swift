/// A column of values that is read.
struct ParquetLeaf {
    /// As people write it: `prompt.role`.
    let name: String
    let type: ParquetPhysicalType
    let meaning: ParquetSchemaElement.Meaning?
    /// The definition level of a value that is there.
    let definition: Int
    /// The number of lists around the value.
    let repetition: Int
}
