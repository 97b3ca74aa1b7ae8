import Site

Site.serveErrorDocument()
