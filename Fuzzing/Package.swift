// swift-tools-version: 6.1
import PackageDescription

// The compiler's sources, reached through the links `Sources` and `Tests`, built anew with what a
// fuzzer needs. fuzz.sh makes the links; `make fuzz` in the folder above runs it.

let package = Package(
  name: "fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")],
  targets: [
    .executableTarget(
      name: "FuzzSyntax", dependencies: ["Properties", "ScenarioSyntax"], path: "Syntax"),
    .executableTarget(
      name: "FuzzCompilation", dependencies: ["Properties", "ScenarioSyntax", "TestSupport"],
      path: "Compilation"),
    .target(
      name: "Properties",
      dependencies: [
        "ScenarioBackends", "ScenarioLanguage", "ScenarioPlanning", "ScenarioReports",
        "ScenarioSyntax",
      ],
      path: "Tests/Properties"),
    .target(
      name: "TestSupport", dependencies: ["ScenarioLanguage", "ScenarioMachine"],
      path: "Tests/TestSupport"),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1"),
    .target(name: "CLinux"),
    .target(name: "ScenarioDocuments"),
    .target(name: "ScenarioSyntax"),
    .target(name: "ScenarioLanguage", dependencies: ["ScenarioDocuments", "ScenarioSyntax"]),
    .target(
      name: "ScenarioReports",
      dependencies: ["ScenarioDocuments", "ScenarioLanguage", "ScenarioSyntax"]),
    .target(name: "ScenarioPlanning", dependencies: ["ScenarioLanguage", "ScenarioSyntax"]),
    .target(
      name: "ScenarioBackends",
      dependencies: [
        "CYAML", "ScenarioDocuments", "ScenarioLanguage", "ScenarioPlanning", "ScenarioSyntax",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Shell/entrypoint.sh"), .embedInCode("Shell/stress_script.sh"),
      ]),
    .target(
      name: "ScenarioMachine",
      dependencies: ["CLinux", "ScenarioBackends", "ScenarioLanguage", "ScenarioPlanning"],
      resources: [
        .embedInCode("Running/enter.sh"), .embedInCode("Running/podman.sh"),
        .embedInCode("Running/podman_build.sh"),
      ]),
  ]
)

/// One flag for both: of two, the compiler heeds the last alone.
let fuzzing = ["-sanitize=fuzzer,address"]

for target in package.targets where target.type != .system && target.name != "CLinux" {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(fuzzing),
  ]
}
for target in package.targets where target.type == .executable {
  target.linkerSettings = [.unsafeFlags(fuzzing)]
}
