/// How values stand in pages (parquet.thrift, `Type`).
enum ParquetPhysicalType: Int {
    case boolean, int32, int64, int96, float, double, byteArray, fixedLengthByteArray
}
