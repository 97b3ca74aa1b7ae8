import CGIKit
import Site
