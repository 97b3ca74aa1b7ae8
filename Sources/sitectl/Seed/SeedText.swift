import CGIKit
import Site

/// Numbers that look random and are the same every time (SplitMix64).
struct SeedRandom {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// 0 up to, not including, a limit.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

extension ClosedRange<Int64> {
    func random(_ random: inout SeedRandom) -> Int64 { lowerBound + Int64(random.below(count)) }
}

extension Array {
    fileprivate func random(_ random: inout SeedRandom) -> Element { self[random.below(count)] }
}

/// Sentences, put together of parts. Texts are rendered once, and then stand in many posts.
struct SeedText {
    struct Post {
        let title: String
        let slug: String
        let tags: [String]
        let body: WrittenPost
    }

    private let bodies: [WrittenPost]
    private let comments: [WrittenPost]

    init(_ random: inout SeedRandom) {
        var bodies: [WrittenPost] = []
        for _ in 0..<500 { bodies.append(SeedText.written(SeedText.body(&random))) }
        self.bodies = bodies
        var comments: [WrittenPost] = []
        for _ in 0..<500 { comments.append(SeedText.written(SeedText.paragraph(&random, 1 + random.below(3)))) }
        self.comments = comments
    }

    func name(_ random: inout SeedRandom, _ id: Int64) -> String { "\(SeedWords.names.random(&random))\(id)" }

    /// The title has the post's number in it, so that there is a rare word to look for.
    func post(_ random: inout SeedRandom, _ id: Int64) -> Post {
        let title =
            "\(SeedWords.openings.random(&random)) \(SeedWords.things.random(&random)), no. \(id)"
        var tags = [SeedWords.tags.random(&random)]
        let second = SeedWords.tags.random(&random)
        if second != tags[0] { tags.append(second) }
        return Post(title: title, slug: PostSlug.make(title), tags: tags, body: bodies.random(&random))
    }

    func comment(_ random: inout SeedRandom) -> WrittenPost { comments.random(&random) }

    private static func written(_ source: String) -> WrittenPost {
        WrittenPost(title: "", tags: "", source: source, nofollow: false)
    }

    private static func body(_ random: inout SeedRandom) -> String {
        var parts: [String] = []
        for _ in 0..<2 + random.below(3) { parts.append(paragraph(&random, 2 + random.below(3))) }
        switch random.below(5) {
        case 0: parts.insert("## \(SeedWords.openings.random(&random)) \(SeedWords.things.random(&random))", at: 1)
        case 1: parts.append("> \(sentence(&random))")
        case 2: parts.append((0..<3).map { _ in "- \(SeedWords.things.random(&random))" }.joined(separator: "\n"))
        case 3: parts.append("    let \(SeedWords.tags.random(&random)) = \(random.below(1000))")
        default: break
        }
        return parts.joined(separator: "\n\n")
    }

    private static func paragraph(_ random: inout SeedRandom, _ sentences: Int) -> String {
        (0..<sentences).map { _ in sentence(&random) }.joined(separator: " ")
    }

    private static func sentence(_ random: inout SeedRandom) -> String {
        let thing = SeedWords.things.random(&random)
        let other = SeedWords.things.random(&random)
        let verb = SeedWords.verbs.random(&random)
        let emphasis = random.below(8) == 0 ? "*\(other)*" : other
        return "\(SeedWords.starts.random(&random)) \(thing) \(verb) \(emphasis) \(SeedWords.ends.random(&random))."
    }
}
