import CGIKit

/// The rules for names: others see them, and they are part of URLs.
enum UserName {
    static var filters: [Filter] { [.strip, .composed(longest)] }

    private static var longest: Int { 50 }

    static var validators: [Validator] {
        @export(interface) get {
            [
                .dataRequired(message: "Enter a name."),
                .length(max: longest, message: "The name cannot be longer than %(max)d characters."),
                .custom(isShowable),
                .custom(isFree),
            ]
        }
    }

    private static func isShowable(_ form: Form, _ field: Field) throws(ValidationError) {
        let name = field.value.text
        if isOwn(name, field) { return }
        if !VisibleText.hasVisible(name) { throw ValidationError(NameFault.empty.message) }
        if let fault = NameRules.fault(of: name) { throw ValidationError(fault.message) }
        if name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) {
            throw ValidationError("A name cannot contain a slash.")
        }
        if name.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }) { throw ValidationError("A name cannot be all dots.") }
    }

    /// Names that are, or may become, paths under `/users/`, and what looks like one of them.
    private static func isFree(_ form: Form, _ field: Field) throws(ValidationError) {
        let reserved = Endpoint.names(below: "/users/") + ["oauth", "admin", "new", "edit", "search", "feed"]
        let name = field.value.text
        if isOwn(name, field) { return }
        let looks = NameLooks(name)
        if reserved.contains(where: { looks.isLike(NameLooks($0)) }) { throw ValidationError("This name is taken.") }
    }

    /// Whether a user keeps their current name, which may be older than the rules.
    private static func isOwn(_ name: String, _ field: Field) -> Bool {
        sameBytes(name, field.objectData.isNone ? "" : field.objectData.text)
    }
}
