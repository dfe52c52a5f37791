// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// One file that runs on any Linux: the release build links everything in, libyaml included.
/// The named libraries are what FoundationEssentials, inside swift-crypto, leaves to the linker.
let staticExecutable: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-executable", "-l_FoundationCShims", "-l_FoundationCollections",
      "-lswiftSynchronization",
    ],
    .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "scenarioc",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "scenarioc", targets: ["scenarioc"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(name: "CLinux"),
    .target(name: "ScenarioDocuments", swiftSettings: strict),
    .target(name: "ScenarioSyntax", swiftSettings: strict),
    .target(
      name: "ScenarioLanguage", dependencies: ["ScenarioDocuments", "ScenarioSyntax"],
      swiftSettings: strict),
    .target(
      name: "ScenarioReports",
      dependencies: ["ScenarioDocuments", "ScenarioLanguage", "ScenarioSyntax"],
      swiftSettings: strict),
    .target(
      name: "ScenarioPlanning", dependencies: ["ScenarioLanguage", "ScenarioSyntax"],
      swiftSettings: strict),
    .target(
      name: "ScenarioBackends",
      dependencies: [
        "CYAML", "ScenarioDocuments", "ScenarioLanguage", "ScenarioPlanning", "ScenarioSyntax",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Shell/entrypoint.sh"), .embedInCode("Shell/stress_script.sh"),
      ],
      swiftSettings: strict),
    .target(
      name: "ScenarioMachine",
      dependencies: ["CLinux", "ScenarioBackends", "ScenarioLanguage", "ScenarioPlanning"],
      resources: [
        .embedInCode("Running/enter.sh"), .embedInCode("Running/podman.sh"),
        .embedInCode("Running/podman_build.sh"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "scenarioc",
      dependencies: [
        "ScenarioBackends", "ScenarioDocuments", "ScenarioLanguage", "ScenarioMachine",
        "ScenarioPlanning", "ScenarioReports", "ScenarioSyntax",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, linkerSettings: staticExecutable),
    .target(
      name: "TestSupport", dependencies: ["ScenarioLanguage", "ScenarioMachine"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .target(
      name: "Properties",
      dependencies: [
        "ScenarioBackends", "ScenarioLanguage", "ScenarioPlanning", "ScenarioReports",
        "ScenarioSyntax",
      ],
      path: "Tests/Properties", swiftSettings: strict),
    .testTarget(
      name: "SyntaxTests", dependencies: ["Properties", "ScenarioSyntax", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RobustnessTests",
      dependencies: ["Properties", "ScenarioLanguage", "ScenarioSyntax", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LanguageTests", dependencies: ["ScenarioLanguage", "ScenarioSyntax", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TimeTests", dependencies: ["ScenarioLanguage", "ScenarioMachine", "TestSupport"],
      exclude: ["Differences.md", "oracle.py", "readers.go", "readers.txt"], swiftSettings: strict),
    .testTarget(
      name: "PlanningTests",
      dependencies: ["ScenarioLanguage", "ScenarioPlanning", "ScenarioSyntax", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MachineTests",
      dependencies: ["ScenarioBackends", "ScenarioLanguage", "ScenarioMachine"],
      swiftSettings: strict),
    .testTarget(
      name: "BackendsTests",
      dependencies: [
        "ScenarioBackends", "ScenarioDocuments", "ScenarioLanguage", "ScenarioPlanning",
        "ScenarioSyntax", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "ScenarioDocuments", "ScenarioLanguage", "ScenarioReports", "ScenarioSyntax", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "scenarioc"], swiftSettings: strict),
    .testTarget(
      name: "TidyTests", dependencies: ["ScenarioLanguage", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "KernelTests",
      dependencies: [
        "ScenarioBackends", "ScenarioLanguage", "ScenarioPlanning", "ScenarioSyntax", "TestSupport",
      ],
      exclude: ["boot.sh", "container.sh", "init.sh", "late_kill.sh"], swiftSettings: strict),
    .testTarget(
      name: "ContainerTests", dependencies: ["TestSupport", "scenarioc"],
      exclude: ["base.sh", "store.sh"], swiftSettings: strict),
  ]
)
