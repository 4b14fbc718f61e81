/// The types of Thrift's compact protocol.
enum ThriftType: UInt8 {
    case isTrue = 1
    case isFalse, integer8, integer16, integer32, integer64, double, binary, list, set, map, structure
}
