/// The files beside the Dockerfile that mind what goes into the image, and how.
func buildContext(_ files: [Artifact]) -> [Artifact] {
  let paths = files.map(\.path).sorted()
  return [
    Artifact(
      path: ".dockerignore",
      text: """
        # The image needs these and nothing else.
        *
        \(paths.map { "!\($0)" }.joined(separator: "\n"))

        """),
    Artifact(
      path: ".gitattributes",
      text: """
        # A shell script with the line ends of Windows does not run.
        * text eol=lf

        """),
  ]
}
