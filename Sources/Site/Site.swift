import CGIKit
