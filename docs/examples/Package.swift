// swift-tools-version: 6.2
import PackageDescription

/// A package that stands on CGIKit, as another site's would: the examples of README.md and docs/, which `./test docs` compares
/// with these files. It has the plugin that makes the libraries' documentation, so that they depend on none.
let cgiKit = Target.Dependency.product(name: "CGIKit", package: "CGIKit")
let testing = Target.Dependency.product(name: "CGIKitTesting", package: "CGIKit")
let site = Target.Dependency.product(name: "Site", package: "CGIKit")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "examples",
    dependencies: [
        .package(name: "CGIKit", path: "../.."),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"),
    ],
    targets: [
        .executableTarget(name: "cgi-name", dependencies: [cgiKit, httpTypes]),
        .executableTarget(name: "cgi-hello", dependencies: [cgiKit, httpTypes, site]),
        .target(name: "ExampleSnippets", dependencies: [cgiKit, httpTypes, site]),
        .testTarget(name: "ExampleTests", dependencies: ["ExampleSnippets", cgiKit, httpTypes, testing]),
    ]
)
