import ScenarioLanguage
import Testing

@Suite struct ImageReferenceTests {
  @Test(
    arguments: [
      ("alpine", "alpine", nil, nil), ("alpine:3.23", "alpine", "3.23", nil),
      ("localhost:5000/x", "localhost:5000/x", nil, nil),
      ("localhost:5000/x:1", "localhost:5000/x", "1", nil),
      ("ghcr.io/a/b.c/d__e:V1.0_x-y", "ghcr.io/a/b.c/d__e", "V1.0_x-y", nil),
      ("Registry.Example:443/a--b", "Registry.Example:443/a--b", nil, nil),
      ("a@sha256:\(hex64)", "a", nil, "sha256:\(hex64)"),
      ("a:1@sha256:\(hex64)", "a", "1", "sha256:\(hex64)"),
    ] as [(String, String, String?, String?)])
  func referencesAreRead(text: String, repository: String, tag: String?, digest: String?) throws {
    let reference = try #require(ImageReference(text))
    #expect(reference.repository == repository)
    #expect(reference.tag == tag)
    #expect(reference.digest == digest)
    #expect(reference.text == text)
  }

  @Test(arguments: [
    "", ":", "a:", ":a", "A", "a b", "a/", "/a", "a//b", "a:1/b:2/c", "-a", "a-", "a.-b", "a___b",
    "a..b", "a@sha256:12", "a@", "a:1:2", "a:-1", "$A", "a\nRUN b", "a\\", "a\"", "ä", "a:ü",
    "localhost:/a", "localhost:x/a", "-.io/a", "http://a/b", "a#b",
  ])
  func othersAreNot(text: String) {
    #expect(ImageReference(text) == nil)
  }

  @Test(
    arguments: [
      ("alpine:3.23", .alpine), ("docker.io/library/alpine@sha256:\(hex64)", .alpine),
      ("python:3.13-alpine3.22", .alpine), ("debian:trixie-slim", .debian),
      ("mirror.example:5000/debian:13", .debian), ("ubuntu:24.04", .debian),
      ("node:24-bookworm-slim", .debian), ("fedora:43", nil), ("busybox:1.37", nil),
      ("alpine/git:2", nil), ("debian-alpine:1", nil), ("python:3.13", nil),
    ] as [(String, Distribution?)])
  func familiesAreTold(base: String, family: Distribution?) throws {
    #expect(Distribution(base: try #require(ImageReference(base))) == family)
  }
}

private let hex64 = String(repeating: "0123456789abcdef", count: 4)
