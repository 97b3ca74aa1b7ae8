import Foundation
import Testing

@testable import Site

/// Each web server's configuration gives every page's address to the program that answers there, and no other.
@Suite struct MountsTests {
    private static let paths = Endpoint.mounts.map { $0.path }

    /// The scripts by the paths they are mounted at.
    static let expected: [String: String] = {
        var scripts: [String: String] = [:]
        for endpoint in Endpoint.allCases {
            let mount = paths.first { $0 == endpoint.path || endpoint.path.hasPrefix($0 + "/") }
            scripts[mount ?? "(none for \(endpoint.path))"] = endpoint.script
        }
        return scripts
    }()

    @Test func everyMountHasAPage() {
        #expect(Set(MountsTests.expected.keys) == Set(MountsTests.paths))
    }

    @Test func everyPathLeadsToItsScript() {
        let scripts = Dictionary(uniqueKeysWithValues: Endpoint.mounts.map { ($0.path, $0.script) })
        for endpoint in Endpoint.allCases {
            // As the web servers look for it.
            let mount = MountsTests.paths.first {
                endpoint.path == $0 || $0 != "/" && (endpoint.path + "/").hasPrefix($0 + "/")
            }
            #expect(mount.flatMap { scripts[$0] } == endpoint.script, "\(endpoint.path)")
            #expect(endpoint.path.hasPrefix("/") && !endpoint.path.contains("//"), "\(endpoint.path)")
        }
        #expect(Set(Endpoint.allCases.map { $0.path }).count == Endpoint.allCases.count)
    }

    @Test func everyScriptHasAFolderAndIsBuilt() throws {
        let scripts = Set(Endpoint.allCases.map { $0.script }).union(["cgi-error"])
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: MountsTests.checkout.appending(path: "Sources").path(percentEncoded: false))
        #expect(Set(folders.filter { $0.hasPrefix("cgi-") }) == scripts)
        let manifest = try String(contentsOf: MountsTests.checkout.appending(path: "Package.swift"), encoding: .utf8)
        let list = try #require(manifest.firstMatch(of: /(?s)let scripts = \[(.*?)\]/)).output.1
        #expect(Set(list.matches(of: /"(cgi-[a-z]+)"/).map { String($0.output.1) }) == scripts)
    }

    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The path and the program stand in the pattern's first and second group.
    @Test(arguments: [
        ("apache/pages.conf", #"(?m)^ScriptAlias(?:Match)? "\^?\$\{BASE\}([^"]*?)\$?" "\$\{CGIBIN\}/(cgi-[a-z]+)""#),
        ("nginx/site.conf", #"(?m)^ *"~\(\?s\)\^\(\?<cgi_mount>(/[^()]*)\).*" +(cgi-[a-z]+);"#),
        ("lighttpd/site.conf", #"alias\.url = \( "(/[^"]*)" => cgi_bin \+ "/(cgi-[a-z]+)" \)"#),
    ])
    func aServersConfigurationHasThemAll(file: String, pattern: String) throws {
        let text = try String(contentsOf: MountsTests.checkout.appending(path: file), encoding: .utf8)
        var scripts: [String: String] = [:]
        for match in text.matches(of: try Regex(pattern, as: (Substring, Substring, Substring).self)) {
            var path = String(match.output.1).replacing("\\.", with: ".")
            if !path.hasPrefix("/") { path = "/" + path }
            #expect(scripts.updateValue(String(match.output.2), forKey: path) == nil, "\(path) stands there twice")
        }
        #expect(scripts.removeValue(forKey: "/error") ?? "cgi-error" == "cgi-error")
        #expect(scripts == MountsTests.expected)
    }
}
