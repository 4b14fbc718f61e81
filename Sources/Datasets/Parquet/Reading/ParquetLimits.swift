/// What a file may ask for. A few bytes can claim to be gigabytes, so there is an end to what is believed.
enum ParquetLimits {
    /// A page's bytes before compression.
    static let largestPage = 1 << 29
    /// Of the pages that are held at a time, one a column and its dictionary.
    static let allPages = 1 << 30
    /// A row's bytes as JSON.
    static let largestRow = 1 << 28

    static let tooLarge = ParquetFault("a row is larger than 256 MB")
}
