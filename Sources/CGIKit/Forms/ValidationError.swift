/// Thrown by a validator that rejects a field's data, and by a field that cannot convert its input.
public struct ValidationError: Error, Equatable {
    /// What to tell the person; nil adds nothing to the field's errors.
    public let message: String?
    /// Whether the field's further validators are skipped (WTForms' `StopValidation`).
    public let stops: Bool

    /// An error after which the field's further validators still run.
    @export(interface) public init(_ message: String) {
        self.message = message
        stops = false
    }

    private init(stoppingWith message: String?) {
        self.message = message
        stops = true
    }

    /// Ends the field's chain of validators, with or without an error.
    public static func stop(_ message: String? = nil) -> ValidationError { ValidationError(stoppingWith: message) }
}
