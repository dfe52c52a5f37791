/// A piece of a POSIX shell program. What is interpolated is one word of it, in single quotes,
/// whatever it holds: between them every character stands for itself (POSIX.1-2024, XCU 2.2.2).
struct ShellText: ExpressibleByStringInterpolation, Sendable {
  private(set) var text: String

  init(stringLiteral text: String) { self.text = text }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    /// One word. No shell can hold a NUL.
    mutating func appendInterpolation(_ word: String) {
      precondition(!word.utf8.contains(0))
      // An apostrophe ends the quotes, stands alone behind a backslash, and opens them again.
      let pieces = word.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
      text += "'" + pieces.map { String(Substring($0)) }.joined(separator: #"'\''"#) + "'"
    }

    mutating func appendInterpolation(_ number: Int) { text += String(number) }
  }
}

/// A word for a person to type: bare where no shell sees anything in it, else in quotes.
package func shellWord(_ text: String) -> String {
  let isBare =
    !text.isEmpty
    && text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "@"):
        true
      default: false
      }
    }
  return isBare ? text : ("\(text)" as ShellText).text
}
