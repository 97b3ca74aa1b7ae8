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
    public func form<Declared: Form>(
        _ make: (FormData?, FormDefaults, String, CSRFTokenSource?) -> Declared, _ template: String,
        defaults: FormDefaults = [:], for purpose: FormPurpose? = nil
    ) throws(Failure) -> Declared {
        let form = make(isSubmitted ? try request.form() : try keptInput, defaults, "", try csrfTokens(for: purpose))
        submitted = (form, template)
        return form
    }

    /// Whether the form was sent and is in order (Flask-WTF's `validate_on_submit`).
    @export(interface) public func validateOnSubmit(_ form: Form) -> Bool {
        if form.validateOnSubmit(isSubmitted) { return true }
        if form.csrfTokenField?.errors.isEmpty == false { refuseAsStale(form) }
        return false
    }

    /// Shows a form again whose token has expired, or is of another session.
    @export(interface) public func refuseAsStale(_ form: Form) {
        refuse(
            form, .badRequest,
            "This form was open for too long, or in another window you signed in or out. Nothing was changed; "
                + "please send it again.")
    }

    /// Shows a form again with an error and a status of its own.
    @export(interface) public func refuse(_ form: Form, _ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        form.formErrors.append(message)
    }

    /// Shows a form again that was sent too soon after others.
    ///
    /// - Parameters:
    ///   - wait: seconds.
    ///   - reason: why, and what to do; the time follows.
    ///   - advice: what else can be done.
    @export(interface) public func refuseTooMany(
        _ form: Form, wait: Int64, _ reason: String = "That was a lot in a short time. Please send it again in",
        _ advice: String = ""
    ) {
        refuse(form, .tooManyRequests, "\(reason) \(WaitingTime.words(wait))\(advice).")
        retryAfter = wait
        note(.limitReached, account: accountAskedFor ?? (try? currentUser)?.id)
    }

    /// Shows a form in its template.
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

    private func csrfTokens(for purpose: FormPurpose?) throws(Failure) -> CSRFTokenSource? {
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
