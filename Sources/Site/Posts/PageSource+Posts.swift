import CGIKit

extension PageSource {
    /// Lists of posts and their feeds.
    ///
    /// - Parameter author: the name of the member whom they are about, if they are about one: there is no version of what is
    ///   about somebody who is gone.
    public static func posts(by author: String? = nil, templates: [String] = []) -> PageSource {
        guard let author else { return PageSource(version: PostStore.newestVersion, templates: templates) }
        return PageSource(
            version: PostStore.newestVersionByAuthor, [.text(author), .integer(Status.inactive.rawValue)],
            templates: templates)
    }
}
