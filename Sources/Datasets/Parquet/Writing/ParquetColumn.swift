/// A column of values that is written: a leaf of the schema.
struct ParquetColumn {
    /// The names from the root to the value, with those of the lists' inner groups.
    let path: [String]
    /// As people write it: `prompt.role`.
    let name: String
    let type: ParquetPhysicalType
    /// The definition level of a value that is there.
    let definition: UInt8
    /// The number of lists around the value.
    let repetition: UInt8
}
