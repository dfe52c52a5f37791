/// Strings that a reader of YAML, JSON, a shell or a Dockerfile could take for something else.
let nastyStrings: [String] =
  words + numbers + syntax + whiteSpace + shell + unicode + controls
  + [String(repeating: "64 KiB of 'text'; ", count: 3641), String(repeating: "a", count: 65536)]

private let words = [
  "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "y", "Y", "yes", "Yes",
  "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "nan", ".nan", ".NaN",
  ".inf", "-.inf", "+.Inf", "<<", "=", "none", "yes please", "not",
]

private let numbers = [
  "0", "1", "-1", "+1", "0644", "0o7", "0x1f", "0b1", "1_000", "1,000", "_1", "1.", ".5", "1.5",
  "-1.5e3", "1e3", "1E3", "1e-3", "12e03", "12:30:45", "1:20", "190:20:30.15", "2001-01-01",
  "2001-1-1", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "685_230.15", "0.", "00",
  "08", "09", "0xG", "0x", "123456789012345678901234567890", "1e400", "0x1p-2", "12e4567890ab",
  "536870912", "512Mi", "1Ti", "100m", "3fa2", "1.2.3", "10.0.0.1:5000/a", "memory-leak:1e3",
]

private let syntax = [
  ": ", "a: b", "a:", ":a", "a:b", " #", "a #b", "a#b", "#", "# a", "-", "- ", "- a", "-a", "--",
  "---", "--- a", "...", "... a", "?", "? ", "? a", "?a", "%", "%YAML 1.1", "@", "@a", "`", "`a`",
  "&a", "*a", "*/30 * * * *", "!a", "!!str a", "|", "|-", ">", ">+", "{", "}", "[", "]", "{a: b}",
  "[a]", ",", "a, b", "{{", "{{ .Values.a }}", "'", "''", "'a'", "a'b", "\"", "\"a\"", "a\"b", "\\",
  "\\n", "a\\", "a\\\\", ".", "..", "/", "/a", "_", "(", ")", "a|b", "a>b", "a & b", "a = b",
]

private let whiteSpace = [
  " ", "  ", " a", "a ", "a  b", "\n", "\n\n", "a\n", "\na", " \na", "a\n\n", "a\nb", "a\nb\n",
  "a\n b", " a\nb", "a \nb", "a\n \nb", "a\n\n\nb\n\n", "\t", "\ta", "a\t", "a\tb", "a\n\tb", "\r",
  "a\rb", "a\r\nb", "\r\n", "a\n# b\n", "# a\nb", "- a\n- b", "---\na", "a: b\nc: d\n", "a\n...\nb",
  "no\n", "1e3\n", "'\n'", "a\n\n b\n", "|\na",
]

private let shell = [
  "$(reboot)", "`reboot`", "$HOME", "${HOME}", "$$", "$", "!", "!!", "*", "?", "[a-z]", "~root",
  "a;b", "a&&b", "a||b", "a>b", "a<b", "a&", "(a)", "{a,b}", "-n", "-e", "--", "$'a'", "'\"'\"'",
  "%s", "%%", "%d%n", "\\0", "\\x41", "\\c", "'$(reboot)'", "\";reboot;\"", "';reboot;'", "\\'",
]

private let unicode = [
  "ä", "Grüße", "日本語", "emoji 🧨 in text", "👩‍👩‍👧", "e\u{301}",
  "'\u{301}", "\"\u{301}", "\\\u{301}",
  "$\u{301}", "#\u{FE0F}\u{20E3}", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "\u{85}", "\u{2028}",
  "a\n\u{85}b", "a\n\u{2028}b\n", "\u{FEFF}", "\u{FEFF}a", "a\u{FEFF}b", "a\u{A0}b", "\u{A0}",
  "\u{202E}abc", "a\u{200B}b", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{E000}", "\u{D7FF}",
  "\u{10FFFF}", "\u{1F9E8}\n", "ä\nö\n", "日本\n語",
]

private let controls = [
  "\u{1}", "a\u{1}b", "\u{7}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}[31m", "\u{1F}", "\u{7F}",
  "\u{80}",
  "\u{9F}", "a\n\u{1}b",
]
