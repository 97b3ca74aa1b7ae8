import Foundation
import Testing

@testable import Site

/// Each web server's configuration gives every page's address to the program that answers there, and no other.
@Suite struct MountsTests {
    /// The programs by the paths they are mounted at, as ``Endpoint`` and ``Addresses`` have them.
    static let expected: [String: String] = {
        var scripts: [String: String] = [:]
        for endpoint in Endpoint.allCases {
            let mount = Addresses.mounts.first { $0 == endpoint.path || endpoint.path.hasPrefix($0 + "/") }
            scripts[mount ?? "(none for \(endpoint.path))"] = endpoint.script
        }
        return scripts
    }()

    @Test func everyMountHasAPage() {
        #expect(Set(MountsTests.expected.keys) == Set(Addresses.mounts).subtracting(["/error"]))
    }

    /// The path and the program stand in the pattern's first and second group.
    @Test(arguments: [
        ("apache/pages.conf", #"(?m)^ScriptAlias(?:Match)? "\^?\$\{BASE\}([^"]*?)\$?" "\$\{CGIBIN\}/(cgi-[a-z]+)""#),
        ("nginx/site.conf", #"(?m)^ *"~\(\?s\)\^\(\?<cgi_mount>(/[^()]*)\).*" +(cgi-[a-z]+);"#),
        ("lighttpd/site.conf", #"alias\.url = \( "(/[^"]*)" => cgi_bin \+ "/(cgi-[a-z]+)" \)"#),
    ])
    func aServersConfigurationHasThemAll(file: String, pattern: String) throws {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: checkout.appending(path: file), encoding: .utf8)
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
