/// How much a request may hold before it is refused (413), named as Flask 3.1 names them.
public struct RequestLimits {
    /// `MAX_CONTENT_LENGTH`: bytes of a whole body.
    public var contentLength: Int
    /// `MAX_FORM_MEMORY_SIZE`: bytes of a form's fields, which are kept in memory; files are not included.
    public var formMemorySize: Int
    /// `MAX_FORM_PARTS`: fields and files of a form, or of a query string.
    public var formParts: Int
    /// `BODY_TIMEOUT`: seconds in which the whole body must arrive, otherwise 408; 0 sets no limit. Flask has no such setting.
    public var bodySeconds: Int

    /// Flask's defaults, except that a body is limited: to a megabyte and 30 seconds.
    @export(interface) public init(
        contentLength: Int = 1 << 20, formMemorySize: Int = 500_000, formParts: Int = 1_000, bodySeconds: Int = 30
    ) {
        self.contentLength = contentLength
        self.formMemorySize = formMemorySize
        self.formParts = formParts
        self.bodySeconds = bodySeconds
    }
}
