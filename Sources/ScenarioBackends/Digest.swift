import Crypto

/// The SHA-256 digest of some bytes, in lower-case hexadecimal.
package func sha256(_ bytes: [UInt8]) -> String {
  var hash = SHA256()
  bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
    as: UTF8.self)
}
