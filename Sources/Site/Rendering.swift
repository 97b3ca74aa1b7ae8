import CGIKit
import HTTPTypes

extension Page {
    /// A template with Flask's globals and the given context, as an HTML page.
    ///
    /// - Throws: `Failure.template`, or the `Failure` of what the template used, such as the database.
    @export(interface) public func render(
        _ template: String, _ context: [(name: String, value: Value)] = []
    ) throws(Failure) -> Response {
        // Only while they render: the templates must not hold on to the page that holds them.
        templates.globals = { (name) throws(TemplateError) in try self.global(name) }
        defer { templates.globals = { (_) throws(TemplateError) in nil } }
        do throws(TemplateError) {
            let body = try templates.render(template, context)
            return .bytes(body, type: "text/html; charset=utf-8", status: status)
        } catch {
            throw globalFailure ?? .template(error)
        }
    }

    /// What templates find under a name that no one has given them; most ask for a few, and only those are loaded.
    private func global(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "url_for": .function(Function(name, urlFor().url))
        case "get_flashed_messages":
            .function(Function(name) { (arguments) throws(TemplateError) in try self.flashedMessages(arguments) })
        case "csrf_token":
            .function(
                Function(name) { (_) throws(TemplateError) in
                    .string(try self.passing { () throws(Failure) in try self.csrfToken() })
                })
        case "current_user": try currentUserValue()
        case "g": .object(FlaskG { () throws(TemplateError) in try self.currentUserValue() })
        case "config": .object(ConfigurationView(configuration))
        case "request": .object(requestView())
        case "session": .object(SessionView(try passing { () throws(Failure) in try self.sessionForTemplates() }))
        case "request_id": .string(request.requestID)
        case "here": try hereValue()
        default: nil
        }
    }

    private func urlFor() -> URLFor {
        URLFor(addresses, blueprint: endpoint?.blueprint) { () throws(TemplateError) in
            try self.passing { () throws(Failure) in try self.absoluteAddresses().origin }
        }
    }

    private func requestView() -> RequestView {
        RequestView(request, addresses, endpoint, parameters) { self.dependsOnVisitor = true }
    }

    /// What templates find in a session no version of a page tells of.
    private func sessionForTemplates() throws(Failure) -> Session {
        dependsOnVisitor = true
        return try session
    }

    private func currentUserValue() throws(TemplateError) -> Value {
        let user = try passing { () throws(Failure) in try self.currentUser }
        return user.map { .object(UserView($0)) } ?? .none
    }

    /// Where somebody who reads posts comes back to after signing in. Of other pages, some of which have tokens in their
    /// addresses, and of the home page, where everybody comes then, it is none.
    private func hereValue() throws(TemplateError) -> Value {
        let path = try passing { () throws(Failure) in try self.request.path }
        guard status == .ok, request.method == .get, path.hasPrefix(url(.posts)), path != url(.posts) else {
            return .none
        }
        return .string(request.queryString.isEmpty ? path : "\(path)?\(request.queryString)")
    }

    /// Flask's `get_flashed_messages(with_categories=False, category_filter=())`.
    private func flashedMessages(_ arguments: Arguments) throws(TemplateError) -> Value {
        let given = try arguments.bound(to: "get_flashed_messages", "with_categories", "category_filter")
        let withCategories = try given[0]?.isTrue ?? false
        let filter = given[1]?.plainTexts ?? []
        let messages = try passing { () throws(Failure) in try self.session.flashedMessages(categories: filter) }
        return .list(
            List(
                messages.map { message in
                    let text = message.value
                    return withCategories ? .tuple([.string(message.category), text]) : text
                }))
    }

    /// Lets a failure of the site's own through the template that ran into it.
    private func passing<Result>(_ body: () throws(Failure) -> Result) throws(TemplateError) -> Result {
        do throws(Failure) {
            return try body()
        } catch {
            globalFailure = error
            throw TemplateError(.runtime, "the site failed while the page was rendered")
        }
    }
}
