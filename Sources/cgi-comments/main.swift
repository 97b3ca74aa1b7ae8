import CGIKit
import HTTPTypes
import Site

// Of two patterns that fit an address the first counts.
Site.serve([
    Route(.newComment, [.get, .post], requiresLogin(keeping: newForm, newComment)),
    Route(.commentFeed, [.get], feed),
    Route(.editComment, [.get, .post], requiresLogin(keeping: editForm, editComment)),
    Route(.deleteComment, [.get, .post], requiresLogin(keeping: deleteForm, deleteComment)),
    Route(.comment, [.get], show),
])
