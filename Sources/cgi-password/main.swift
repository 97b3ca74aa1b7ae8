import CGIKit
import Site

Site.serve([
    Route(.lostPassword, lostPassword),
    Route(.resetPassword, resetPassword),
])
