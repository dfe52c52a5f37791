import Crypto

/// The SHA-256 digest of some bytes, in lower-case hexadecimal.
package func sha256(_ bytes: [UInt8]) -> String {
  var hash = SHA256()
  bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  let digest = hash.finalize()
  return String(unsafeUninitializedCapacity: 2 * SHA256.byteCount) { text in
    for (index, byte) in digest.enumerated() {
      text[2 * index] = digit(byte >> 4)
      text[2 * index + 1] = digit(byte & 15)
    }
    return 2 * SHA256.byteCount
  }
}

private func digit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
