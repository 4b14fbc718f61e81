/// The bytes JSON's grammar is made of.
///
/// Computed, not stored: a stored static costs a lazy initialisation check at each use in debug builds.
enum Byte {
    static var quote: UInt8 { 0x22 }
    static var backslash: UInt8 { 0x5C }
    static var slash: UInt8 { 0x2F }
    static var comma: UInt8 { 0x2C }
    static var colon: UInt8 { 0x3A }
    static var openBrace: UInt8 { 0x7B }
    static var closeBrace: UInt8 { 0x7D }
    static var openBracket: UInt8 { 0x5B }
    static var closeBracket: UInt8 { 0x5D }
    static var plus: UInt8 { 0x2B }
    static var minus: UInt8 { 0x2D }
    static var point: UInt8 { 0x2E }
    static var zero: UInt8 { 0x30 }
    static var nine: UInt8 { 0x39 }
    static var b: UInt8 { 0x62 }
    static var e: UInt8 { 0x65 }
    static var capitalE: UInt8 { 0x45 }
    static var f: UInt8 { 0x66 }
    static var n: UInt8 { 0x6E }
    static var r: UInt8 { 0x72 }
    static var t: UInt8 { 0x74 }
    static var u: UInt8 { 0x75 }
}
