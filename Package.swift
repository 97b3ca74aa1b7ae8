// swift-tools-version: 6.2
import PackageDescription

/// `embedded/` is this package once more, as `./build` builds it: with Embedded Swift's flags, and so without what is ordinary
/// Swift. It is a package of its own because SwiftPM builds the plugins of a dependency with the flags of the scripts.
let isScriptsOnly = Context.packageDirectory.hasSuffix("/embedded")

/// Debug builds are ordinary Swift, release scripts are Embedded Swift: every target that a script links stays in
/// the subset that both compile, and the compiler says where it would leave it.
let embeddable: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .treatWarning("EmbeddedRestrictions", as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The libraries are compiled once for all release scripts, for size. Embedded Swift has each view compile all that it takes
/// from them once more; the linker keeps the first of equals, which is the libraries', so that time would be lost.
let library: [SwiftSetting] = embeddable + (isScriptsOnly ? [.unsafeFlags(["-Osize"])] : [])
let view: [SwiftSetting] = embeddable + (isScriptsOnly ? [.unsafeFlags(["-Onone"])] : [])

let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

/// Tools are ordinary Swift, and are not in the scripts.
let tool: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let scripts = [
    "cgi-admin", "cgi-comments", "cgi-error", "cgi-login", "cgi-logout", "cgi-password", "cgi-posts", "cgi-profile",
    "cgi-register",
]
/// Those that have SQLite's full-text search in them.
let searching = ["cgi-posts"]

/// Those that look up people by names or addresses, and those that write them: they have Unicode's tables for it in them.
let findingPeople: Set = ["cgi-admin", "cgi-login", "cgi-password", "cgi-posts", "cgi-profile", "cgi-register"]
let namingPeople: Set = ["cgi-login", "cgi-password", "cgi-profile", "cgi-register"]

/// What is left out then.
let ordinary: Set = ["CCurl", "CGIKitTesting", "CGIKitTests", "SiteTests", "TestSupport", "cgi-echo", "sitectl"]

/// What programs do not use: see there.
func leftOut(of script: String) -> [Target.Dependency] {
    (searching.contains(script) ? [] : ["CNoSearch"]) + (findingPeople.contains(script) ? [] : ["CNoKeys"])
        + (namingPeople.contains(script) ? [] : ["CNoLooks"])
}

let package = Package(
    name: "CGIKit",
    products: [
        .library(name: "CGIKit", targets: ["CGIKit"]),
        .library(name: "CGIKitTesting", targets: ["CGIKitTesting"]),
        .library(name: "Site", targets: ["Site"]),
        .executable(name: "sitectl", targets: ["sitectl"]),
    ] + scripts.map { .executable(name: $0, targets: [$0]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    ],
    targets: [
        .target(name: "CSystem"),
        .target(name: "CTables"),
        .target(name: "CTemplates"),
        .target(name: "CTrim"),
        .target(name: "CNoSearch"),
        .target(name: "CNoKeys", dependencies: ["CTables"]),
        .target(name: "CNoLooks", dependencies: ["CTables"]),
        .target(name: "CSearch", dependencies: ["CSQLite"], cSettings: isScriptsOnly ? [.unsafeFlags(["-Oz"])] : []),
        .systemLibrary(name: "CCMark"),
        .systemLibrary(name: "CCurl"),
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "COpenSSL"),
        .systemLibrary(name: "CPCRE2"),
        .systemLibrary(name: "CZlib"),
        .target(
            name: "CGIKit",
            dependencies: [
                "CSystem", "CSearch", "CSQLite", "COpenSSL", "CPCRE2", "CTables", "CTrim", "CZlib", httpTypes,
            ],
            swiftSettings: library,
            linkerSettings: ["sqlite3", "crypto", "pcre2-8", "z", "m"].map { .linkedLibrary($0) }),
        .target(
            name: "CGIKitTesting", dependencies: ["CGIKit", "CSystem", httpTypes], swiftSettings: embeddable),
        .target(
            name: "Site", dependencies: ["CGIKit", "CCMark", "CSystem", "CTemplates", httpTypes],
            swiftSettings: library,
            linkerSettings: [.linkedLibrary("cmark-gfm-extensions"), .linkedLibrary("cmark-gfm")]),
        .executableTarget(
            name: "sitectl", dependencies: ["CCurl", "CGIKit", "CSystem", "Site", argumentParser], swiftSettings: tool),
        .executableTarget(
            name: "cgi-echo", dependencies: ["CGIKit"], path: "Tests/Fixtures/cgi-echo", swiftSettings: embeddable),
        .target(name: "TestSupport", dependencies: ["CGIKit", "CSQLite"], path: "Tests/TestSupport"),
        .testTarget(
            name: "CGIKitTests",
            dependencies: ["CGIKit", "CGIKitTesting", "CSystem", "CSQLite", "TestSupport", "cgi-echo", httpTypes],
            resources: [.copy("Cases")]),
        .testTarget(
            name: "SiteTests",
            dependencies: ["Site", "CGIKit", "CGIKitTesting", "CSQLite", "TestSupport", httpTypes],
            resources: [.copy("Cases")]),
    ]
        + scripts.map {
            .executableTarget(
                name: $0, dependencies: ["CGIKit", "Site", httpTypes] + leftOut(of: $0), swiftSettings: view)
        }
)

// Only for `./test fuzz` and Benchmarks/templates/run.
if Context.environment["TEMPLATE_FUZZER"] != nil {
    package.targets.append(
        .executableTarget(name: "template-fuzzer", dependencies: ["CGIKit"], path: "Tests/Fuzz/template-fuzzer"))
}
if Context.environment["TEMPLATE_BENCHMARK"] != nil {
    package.targets.append(
        .executableTarget(
            name: "template-benchmark", dependencies: ["CGIKit", "CSystem"],
            path: "Benchmarks/templates/program"))
}

// Only for Benchmarks/run.
if Context.environment["CONSTANT_PAGE"] != nil {
    package.targets.append(
        .executableTarget(
            name: "cgi-constant", dependencies: ["CGIKit", "Site", "CNoKeys", "CNoLooks", "CNoSearch", httpTypes],
            path: "Benchmarks/constant", swiftSettings: view))
}

if isScriptsOnly {
    package.dependencies.removeAll {
        if case .sourceControl(_, let url, _) = $0.kind { url.hasSuffix("argument-parser") } else { false }
    }
    package.products.removeAll { ordinary.contains($0.name) || $0 is Product.Library }
    package.targets.removeAll { ordinary.contains($0.name) }
}
