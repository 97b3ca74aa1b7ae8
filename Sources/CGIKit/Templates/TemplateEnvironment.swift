/// Renders Jinja templates (Jinja's `Environment`).
///
///     let templates = TemplateEnvironment(loader: TemplateLoader(folders: ["templates"]))
///     let page = try templates.render("users/login.html", [("form", .object(form))])
public final class TemplateEnvironment {
    /// Which templates' output is escaped.
    public enum Autoescape: Sendable {
        /// Those whose name ends in .html, .htm, .xml, .xhtml or .svg, as in Flask.
        case byExtension
        /// All templates, or none.
        case on, off
    }

    /// Returns the value of a name that neither the template nor its context defines; nil if it is undefined. It is called
    /// once a rendering, and only for names that a template really uses.
    public typealias Globals = (_ name: String) throws(TemplateError) -> Value?

    let loader: TemplateLoader
    /// The source of names that neither a template nor its context defines, such as `url_for`.
    public var globals: Globals

    /// Whether the first newline after a block tag is removed (Jinja's `trim_blocks`).
    public var trimBlocks = false
    /// Whether spaces and tabs before a block tag at the start of a line are removed (Jinja's `lstrip_blocks`).
    public var lstripBlocks = false
    /// Whether a newline at the end of a template is kept (Jinja's `keep_trailing_newline`).
    public var keepTrailingNewline = false
    /// Which templates' output is escaped.
    public var autoescape = Autoescape.byExtension
    /// What undefined names and attributes do when they are used.
    public var undefined = UndefinedBehavior.lenient
    /// Which extensions of Jinja the language has.
    public var extensions: TemplateExtensions = []
    /// Translates the texts of `{% trans %}`, `gettext` and the like into the reader's language.
    public var translate: Translation.Translator = { (_) throws(TemplateError) in nil }
    /// What keeps a template from exhausting the server.
    public var limits = RenderLimits()
    /// Keeps parsed templates for later processes; nil keeps none.
    public var cache: TemplateCache?

    let names = NameTable()
    private var templates: [LoadedTemplate] = []
    /// What the cache knows of the page that was asked for last, and what it does not know yet.
    private var cachedPage: (name: String, page: CachedPage?)?
    private var uncached: [LoadedTemplate] = []

    /// An environment with Flask's settings.
    @export(interface) public init(
        loader: TemplateLoader, globals: @escaping Globals = { (_) throws(TemplateError) in nil }
    ) {
        self.loader = loader
        self.globals = globals
    }

    /// Renders a template with values for names that it uses, and returns UTF-8. Of a repeated name the last value is used.
    ///
    /// - Throws: A ``TemplateError`` with its place, if a template is missing, has a mistake or cannot be rendered.
    @export(interface) public func render(
        _ name: String, _ context: [(name: String, value: Value)] = []
    ) throws(TemplateError) -> [UInt8] {
        uncached = []
        let known = known(name)
        let output = try Renderer(self).render(name, context)
        if !uncached.isEmpty, let cache, let settings = cacheSettings,
            let file = CachedPage.file(known, uncached, settings, names)
        {
            cache.keep(name, file)
        }
        return output
    }

    private func known(_ name: String) -> CachedPage? {
        if let cachedPage, sameBytes(cachedPage.name, name) { return cachedPage.page }
        guard let cache, let settings = cacheSettings else { return nil }
        let page = cache.page(name, settings)
        cachedPage = (name, page)
        return page
    }

    /// The templates that have been part of a page: of this rendering, or of one that the cache knows.
    private func knownParts(of page: String) -> [String] {
        (known(page)?.names ?? []) + templates.map { $0.template.source.name }
    }

    /// A parsed template; each is read and parsed once.
    func template(_ name: String) throws(TemplateError) -> Template {
        if let known = loaded(name) { return known.template }
        let found = if let cached = cachedPage?.page?.template(name, loader, names) { cached } else { try parsed(name) }
        found.template.autoescape = isEscaped(name)
        templates.append(found)
        return found.template
    }

    private func parsed(_ name: String) throws(TemplateError) -> LoadedTemplate {
        let before = FileStamp.now
        let (bytes, stamp) = try loader.stampedSource(name)
        let template = try Parser(TemplateSource(checked: name, bytes), names, parserOptions).parse()
        if cache != nil, stamp?.isSettled(at: before) != false { uncached.append((template, stamp)) }
        return (template, stamp)
    }

    private func loaded(_ name: String) -> LoadedTemplate? {
        for position in templates.indices where sameBytes(templates[position].template.source.name, name) {
            return templates[position]
        }
        return nil
    }

    /// A stamp that changes with the design of a page: with the program, the template, and the templates that it may be
    /// made of. Those that were part of it before are known from the cache.
    ///
    /// - Parameters:
    ///   - page: The template that is rendered; nil if the program alone makes the page.
    ///   - names: Templates that it may be made of. Those that have been rendered cost nothing.
    @export(interface) public func design(of page: String?, with names: [String]) -> DesignStamp {
        var design = DesignStamp(Program.stamp)
        guard let page else { return design }
        var names = [page] + names
        for name in knownParts(of: page) where !names.contains(where: { sameBytes($0, name) }) { names.append(name) }
        for name in names {
            let stamp: FileStamp?
            if let known = loaded(name) { stamp = known.stamp } else { stamp = (try? loader.stamp(of: name)) ?? nil }
            design.add(stamp)
        }
        return design
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
