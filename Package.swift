// swift-tools-version: 6.2
import PackageDescription

/// Debug builds are ordinary Swift, release scripts are Embedded Swift: every target that a script links stays in
/// the subset that both compile, and the compiler says where it would leave it.
let embeddable: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .treatWarning("EmbeddedRestrictions", as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let scripts = ["cgi-login"]

let package = Package(
    name: "CGIKit",
    products: [
        .library(name: "CGIKit", targets: ["CGIKit"]),
        .library(name: "Site", targets: ["Site"]),
    ] + scripts.map { .executable(name: $0, targets: [$0]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: [])
    ],
    targets: [
        .target(name: "CSystem"),
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "COpenSSL"),
        .target(
            name: "CGIKit",
            dependencies: ["CSystem", "CSQLite", "COpenSSL", .product(name: "HTTPTypes", package: "swift-http-types")],
            swiftSettings: embeddable,
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("crypto"), .linkedLibrary("m")]),
        .target(name: "Site", dependencies: ["CGIKit"], swiftSettings: embeddable),
        .testTarget(name: "CGIKitTests", dependencies: ["CGIKit"], resources: [.copy("Cases")]),
        .testTarget(name: "SiteTests", dependencies: ["Site", "CGIKit"]),
    ]
        + scripts.map {
            .executableTarget(name: $0, dependencies: ["CGIKit", "Site"], swiftSettings: embeddable)
        }
)
