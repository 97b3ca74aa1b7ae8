import CGIKit
import HTTPTypes
import Site

Site.serve([
    Route(.lostPassword, [.get, .post], lostPassword),
    Route(.resetPassword, [.get, .post], resetPassword),
])
