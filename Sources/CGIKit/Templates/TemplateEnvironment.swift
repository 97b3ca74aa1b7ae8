/// Renders Jinja templates.
///
///     let templates = TemplateEnvironment(loader: TemplateLoader(folders: ["templates"]))
///     let page = try templates.render("users/login.html", [("form", .object(form))])
public final class TemplateEnvironment {
    /// Which templates' output is escaped.
    public enum Autoescape: Sendable {
        /// Those whose name ends in .html, .htm, .xml, .xhtml or .svg, as in Flask.
        case byExtension
        case on, off
    }

    /// Answers for names that neither the template nor its context defines; nil: the name is undefined. It is asked
    /// once a rendering, and only for names that a template comes to use.
    public typealias Globals = (_ name: String) throws(TemplateError) -> Value?

    let loader: TemplateLoader
    /// Where names come from that neither a template nor its context defines.
    public var globals: Globals

    /// Remove the first newline after a block tag.
    public var trimBlocks = false
    /// Remove the blanks before a block tag at the start of a line.
    public var lstripBlocks = false
    /// Keep a newline at the end of a template.
    public var keepTrailingNewline = false
    public var autoescape = Autoescape.byExtension
    public var undefined = UndefinedBehavior.lenient
    public var extensions: TemplateExtensions = []
    /// The texts of `{% trans %}`, `gettext` and the like in the visitor's language.
    public var translate: Translation.Translator = { (_) throws(TemplateError) in nil }
    public var limits = RenderLimits()
    /// Where parsed templates are kept for later processes; nil: nowhere.
    public var cache: TemplateCache?

    let names = NameTable()
    private var templates: [LoadedTemplate] = []
    /// What the cache knows of the page that is rendered, and what it does not know yet.
    private var cachedPage: CachedPage?
    private var uncached: [LoadedTemplate] = []

    public init(loader: TemplateLoader, globals: @escaping Globals = { (_) throws(TemplateError) in nil }) {
        self.loader = loader
        self.globals = globals
    }

    /// Renders a template with values for names that it uses.
    public func render(
        _ name: String, _ context: [(name: String, value: Value)] = []
    ) throws(TemplateError) -> [UInt8] {
        guard let cache, let settings = cacheSettings else { return try Renderer(self).render(name, context) }
        uncached = []
        cachedPage = cache.page(name, settings)
        let output = try Renderer(self).render(name, context)
        if !uncached.isEmpty { cache.keep(name) { CachedPage.file(cachedPage, uncached, settings, names) } }
        return output
    }

    /// A parsed template; each is read and parsed once.
    func template(_ name: String) throws(TemplateError) -> Template {
        if let known = loaded(name) { return known.template }
        let found = if let cached = cachedPage?.template(name, loader, names) { cached } else { try parsed(name) }
        found.template.autoescape = isEscaped(name)
        templates.append(found)
        return found.template
    }

    private func parsed(_ name: String) throws(TemplateError) -> LoadedTemplate {
        let before = FileStamp.now
        let (bytes, stamp) = try loader.stampedSource(name)
        let template = try Parser(TemplateSource(name: name, bytes: bytes), names, parserOptions).parse()
        if cache != nil, stamp?.isSettled(at: before) != false { uncached.append((template, stamp)) }
        return (template, stamp)
    }

    private func loaded(_ name: String) -> LoadedTemplate? {
        for position in templates.indices where sameBytes(templates[position].template.source.name, name) {
            return templates[position]
        }
        return nil
    }

    /// When the file of a template was last changed, in nanoseconds since 1970; 0 if it has none. Costs nothing for those
    /// that have been rendered.
    public func modificationTime(of name: String) -> Int64 {
        let stamp = if let known = loaded(name) { known.stamp } else { try? loader.stamp(of: name) }
        return stamp?.modifiedAt ?? 0
    }

    /// All that makes a difference to how templates are found and parsed, the program included; nil if that cannot be told.
    private var cacheSettings: [UInt8]? {
        guard let program = Program.stamp else { return nil }
        var settings: [UInt8] = [extensions.rawValue]
        program.append(to: &settings)
        for flag in [trimBlocks, lstripBlocks, keepTrailingNewline] { settings.append(flag ? 1 : 0) }
        for folder in loader.folders { settings.append(counted: folder) }
        return settings
    }

    var parserOptions: ParserOptions {
        let whitespace = Lexer.Whitespace(
            trimBlocks: trimBlocks, lstripBlocks: lstripBlocks, keepTrailingNewline: keepTrailingNewline)
        return ParserOptions(whitespace: whitespace, extensions: extensions)
    }

    func global(_ name: String) throws(TemplateError) -> Value? {
        if let value = try globals(name) ?? BuiltInGlobals.value(name) { return value }
        guard extensions.contains(.translations) else { return nil }
        return TranslationFunction.named(name, translate).map { .object($0) }
    }

    private func isEscaped(_ name: String) -> Bool {
        switch autoescape {
        case .on: return true
        case .off: return false
        case .byExtension:
            for ending in [".html", ".htm", ".xml", ".xhtml", ".svg"] as [StaticString]
            where name.utf8.count >= ending.utf8CodeUnitCount && name.hasSuffix(ending.description) {
                return true
            }
            return false
        }
    }
}
