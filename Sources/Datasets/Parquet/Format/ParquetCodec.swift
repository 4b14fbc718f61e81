/// How pages are compressed (parquet.thrift, `CompressionCodec`).
enum ParquetCodec: Int {
    case uncompressed, snappy, gzip, lzo, brotli, lz4, zstd, lz4Raw
}
