import CGIKit
import HTTPTypes

extension Page {
    /// Makes a form with what was submitted, now or before the person signed in, and with a token against forgery.
    ///
    /// - Parameters:
    ///   - make: The form's initializer: `LoginForm.init`.
    ///   - template: What shows the form; also when it could not be dealt with because the site cannot write just now.
    ///   - defaults: What the form begins with.
    ///   - purpose: Of a form that changes the session: what comes of it when it is sent once more (``isRepeated``).
    /// - Throws: `Failure.request` if the body is not a form, and a `Failure` of the session or the settings.
    public func form<Declared: Form>(
        _ make: (FormData?, FormDefaults, String, CSRFTokenSource?) -> Declared, _ template: String,
        defaults: FormDefaults = [:], for purpose: FormPurpose? = nil
    ) throws(Failure) -> Declared {
        let form = make(isSubmitted ? try request.form() : try keptInput, defaults, "", try csrfTokens(for: purpose))
        submitted = (form, template)
        return form
    }

    /// Whether the form was sent and is valid (Flask-WTF's `validate_on_submit`). If its token is not, the form says
    /// that it was open for too long.
    @export(interface) public func validateOnSubmit(_ form: Form) -> Bool {
        if form.validateOnSubmit(isSubmitted) { return true }
        if form.csrfTokenField?.errors.isEmpty == false { refuseAsStale(form) }
        return false
    }

    /// Refuses a form whose token has expired or belongs to another session: it is shown again with what was typed.
    @export(interface) public func refuseAsStale(_ form: Form) {
        refuse(
            form, .badRequest,
            "This form has expired, or you signed in or out in another window. Nothing was changed. "
                + "Please send it again.")
    }

    /// Refuses a form: it is shown again with a message and a status of its own.
    @export(interface) public func refuse(_ form: Form, _ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        form.formErrors.append(message)
    }

    /// Refuses a form that was sent too soon after others, with 429 and `Retry-After`.
    ///
    /// - Parameters:
    ///   - form: The form that was sent.
    ///   - wait: The number of seconds to wait.
    ///   - reason: Why, and what to do; the time follows.
    ///   - advice: What else can be done; it follows the time.
    @export(interface) public func refuseTooMany(
        _ form: Form, wait: Int64, _ reason: String = "That was too much in a short time. Please send it again in",
        _ advice: String = ""
    ) {
        refuse(form, .tooManyRequests, "\(reason) \(WaitingTime.words(wait))\(advice).")
        retryAfter = wait
        note(.limitReached, account: accountAskedFor ?? (try? currentUser)?.id)
    }

    /// The page's form in its template. A form that ``form(_:_:defaults:for:)`` did not make traps.
    ///
    /// - Throws: A `Failure` of the template or of what it uses.
    @export(interface) public func render(
        _ form: Form, _ context: [(name: String, value: Value)] = []
    ) throws(Failure) -> Response {
        guard let submitted, submitted.form === form else { preconditionFailure("a form of another page") }
        let bars = isSubmitted || context.contains { $0.name == "wait" } ? [] : try barsOfForm()
        return try render(submitted.template, context + bars + [("form", .object(form))])
    }

    /// The token for the forms of this page, which is signed once for as long as the session keeps its own.
    func csrfToken() throws(Failure) -> String {
        let csrf = try secrets.csrf
        let session = try session
        if let made = csrfTokenMade, let own = session[csrf.fieldName]?.string, sameBytes(own, made.own) {
            return made.token
        }
        let token = try failing { () throws(SystemError) in try csrf.generate(for: session) }
        csrfTokenMade = (session[csrf.fieldName]?.string ?? "", token)
        return token
    }

    @export(interface) private func csrfTokens(for purpose: FormPurpose?) throws(Failure) -> CSRFTokenSource? {
        guard try failing({ () throws(ConfigurationError) in try configuration.isCSRFEnabled }) else { return nil }
        let csrf = try secrets.csrf
        let session = try session
        let sessionHadToken = session.contains("csrf_token")
        let token = try csrfToken()
        // (Only what is sent is asked about: a page that is shown is not to hold on to itself.)
        let wasDone: (String?) -> Bool
        if let purpose, isSubmitted {
            wasDone = { [self] in (try? self.wasDone(purpose, token: $0)) ?? false }
        } else {
            wasDone = { _ in false }
        }
        return CSRFTokenSource(
            token: { token },
            check: { given in
                do throws(CSRFError) {
                    // A token that was made just now can have come with no form.
                    guard sessionHadToken else { throw given == nil ? .missingToken : .missingSessionToken }
                    try csrf.validate(given, session: session)
                    return nil
                } catch {
                    return wasDone(given) ? nil : error.message
                }
            })
    }
}
