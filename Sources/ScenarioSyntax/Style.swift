/// The inks of a terminal, as escape sequences of ECMA-48, or none.
package struct Style: Sendable {
  package let bold: String
  package let red: String
  package let yellow: String
  package let green: String
  package let blue: String

  package static let plain = Style(bold: "", red: "", yellow: "", green: "", blue: "")
  package static let colored = Style(
    bold: "\u{1B}[1m", red: "\u{1B}[1;31m", yellow: "\u{1B}[1;33m", green: "\u{1B}[32m",
    blue: "\u{1B}[34m")

  package func paint(_ text: String, _ ink: String) -> String {
    ink.isEmpty ? text : ink + text + "\u{1B}[0m"
  }

  package func ink(_ severity: DiagnosticKind.Severity) -> String {
    switch severity {
    case .error: red
    case .warning: yellow
    }
  }
}
