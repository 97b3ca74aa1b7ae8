/// The parts of Jinja's language that are extensions there, and exist only where they are enabled.
public struct TemplateExtensions: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `{% do expression %}` (jinja2.ext.do)
    public static var expressionStatement: TemplateExtensions { TemplateExtensions(rawValue: 1) }
    /// `{% break %}` and `{% continue %}` (jinja2.ext.loopcontrols)
    public static var loopControls: TemplateExtensions { TemplateExtensions(rawValue: 2) }
    /// `{% trans %}`, `_`, `gettext`, `ngettext`, `pgettext` and `npgettext` (jinja2.ext.i18n), in the new style, which
    /// Flask-Babel uses: the functions take the values of placeholders, and escape them.
    public static var translations: TemplateExtensions { TemplateExtensions(rawValue: 4) }
    /// `{% debug %}` (jinja2.ext.debug)
    public static var debug: TemplateExtensions { TemplateExtensions(rawValue: 8) }

    /// All extensions.
    public static var all: TemplateExtensions { [.expressionStatement, .loopControls, .translations, .debug] }
}
