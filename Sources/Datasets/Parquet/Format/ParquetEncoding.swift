/// How a page's values are encoded (parquet.thrift, `Encoding`).
enum ParquetEncoding: Int {
    case plain = 0
    case plainDictionary = 2
    case runLength, bitPacked, deltaBinaryPacked, deltaLengthByteArray, deltaByteArray, dictionary, byteStreamSplit
}
