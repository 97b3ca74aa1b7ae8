import Site
import Testing
