import CGIKit

extension PageSource {
    /// Lists of posts and their feeds.
    ///
    /// - Parameters:
    ///   - author: the name of the member whom they are about, if they are about one: there is no version of what is about
    ///     somebody who is gone.
    ///   - template: what makes the list; nil for a feed.
    @export(interface) public static func posts(by author: String? = nil, template: String? = nil) -> PageSource {
        let parts = ["posts/list.html", "posts/search_form.html"]
        guard let author else { return PageSource(version: PostStore.newestVersion, template: template, parts: parts) }
        return PageSource(
            version: PostStore.newestVersionByAuthor, [.text(author), .integer(Status.inactive.rawValue)],
            template: template, parts: parts)
    }
}
