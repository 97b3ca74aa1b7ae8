import CGIKit
import HTTPTypes

/// What a script of the site does from its first line to its last.
public enum Site {
    /// Answers the request that this process was started for, as one of the script's pages.
    public static func serve(_ routes: [Route]) -> Never { script(routes).run() }

    /// Answers the request that this process was started for, as the script's only page.
    @export(interface) public static func serve(_ endpoint: Endpoint, _ view: @escaping Route.View) -> Never {
        serve([Route(endpoint, view)])
    }

    /// A script before it runs; tests ask it directly.
    @export(interface) public static func script(_ routes: [Route], clock: Clock = .system) -> Script {
        script(clock: clock) { (page) throws(Failure) in
            switch try page.addresses.match(page.request, routes) {
            case .route(let route, let parameters):
                page.endpoint = route.endpoint
                page.parameters = parameters
                return try page.request.answer(allowing: route.methods.all) { () throws(Failure) in
                    try route.view(page)
                }
            case .otherSlash(let location):
                return page.redirectForGood(to: location)
            case nil:
                throw .request(RequestError(.notFound, "This page does not exist."))
            }
        }
    }

    @export(interface) static func script(clock: Clock = .system, _ view: @escaping Route.View) -> Script {
        let visit = Visit()
        return Script(
            allowing: nil,
            clock: clock,
            errorPage: { (report, _) in visit.page?.answer(to: report) },
            afterwards: { visit.page?.finishAfterwards($0) },
            view: { (request) throws(Failure) in
                visit.page = nil
                let page = try Page(request, clock: clock)
                visit.page = page
                try page.refuseForeignForm()
                return page.finish(try view(page))
            })
    }

    /// The request's page, for when its view fails.
    private final class Visit {
        var page: Page?
    }
}

extension Page {
    convenience init(_ request: Request, clock: Clock) throws(Failure) {
        do throws(ConfigurationError) {
            let configuration = try Configuration(request.environment)
            request.limits = try configuration.requestLimits()
            request.trustedProxies = try configuration.trustedProxies
            request.trustsForwardedPrefix = try configuration.trustsForwardedPrefix
            request.showsErrorDetails = try configuration.isDebug
            self.init(request, configuration, clock: clock)
        } catch {
            throw .configuration(error)
        }
    }
}
