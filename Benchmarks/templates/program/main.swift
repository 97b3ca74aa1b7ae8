import CGIKit
import CSystem

// Renders a template of a folder again and again, and prints how long one time takes.
//
//     template-benchmark FOLDER PAGE ITEMS MODE SECONDS
//
// MODE is `fresh` (parsed each time), `parsed` (parsed once), `once` (for the first time in this process) or `print` (the page
// itself, once).

// As scripts do.
csystem_prefer_speed_in_malloc()

/// The data of the pages: the same as `data` in bench/templates.py.
func context(items count: Int) -> [(name: String, value: Value)] {
    var posts: [Value] = []
    for number in 1...max(1, count) {
        let comments: Value = .int(number % 7)
        posts.append([
            "id": .int(number), "title": .string("Post <\(number)> & more"), "author": ["name": .string("Zoë \(number)")],
            "excerpt": "What it is about, in a line or two: \"quoted\", and not very long.",
            "created": "2026-01-02 03:04", "comments": comments, "tags": ["news", "swift"],
        ])
    }
    let fields: [Value] = ["title", "tags", "text"].map { name in
        [
            "id": .string(name), "label": .string(name), "value": "a & b", "errors": name == "text" ? ["Too short."] : [],
            "hint": "",
        ]
    }
    let url = Value.function("url_for") { (arguments) throws(TemplateError) in
        guard case .string(let name)? = arguments.positional.first else { return .none }
        guard case .int(let id)? = arguments["id"] else { return .string("/\(name)/") }
        return .string("/\(name)/\(id)/")
    }
    return [("posts", .list(posts)), ("fields", .list(fields)), ("user", ["name": "Zoë"]), ("url_for", url)]
}

func makeEnvironment(_ folder: String) -> TemplateEnvironment {
    let environment = TemplateEnvironment(loader: TemplateLoader(folders: [folder]))
    environment.limits.bytes = 1 << 30
    return environment
}

let arguments = CommandLine.arguments
guard arguments.count == 6, let items = Int(arguments[3]), let seconds = Double(arguments[5]) else {
    print("usage: template-benchmark FOLDER PAGE ITEMS fresh|parsed|once|print SECONDS")
    throw Misuse()
}
let (folder, page, mode) = (arguments[1], arguments[2], arguments[4])
let variables = context(items: items)
let kept = makeEnvironment(folder)

if mode == "print" {
    print(String(decoding: try kept.render(page, variables), as: UTF8.self), terminator: "")
} else {
    let clock = ContinuousClock()
    let start = clock.now
    var best = Duration.seconds(1000)
    repeat {
        let before = clock.now
        let environment = mode == "fresh" ? makeEnvironment(folder) : kept
        _ = try environment.render(page, variables)
        best = min(best, clock.now - before)
    } while mode != "once" && clock.now - start < .seconds(seconds)
    print(Double(best.components.attoseconds) / 1e12 + Double(best.components.seconds) * 1e6)
}

struct Misuse: Error {}
