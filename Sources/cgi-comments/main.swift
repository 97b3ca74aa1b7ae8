import CGIKit
import Site

// Of two patterns that fit an address the first counts.
Site.serve([
    Route(.newComment, keeping: newForm, newComment),
    Route(.commentFeed, feed),
    Route(.editComment, keeping: editForm, editComment),
    Route(.deleteComment, keeping: deleteForm, deleteComment),
    Route(.comment, show),
])
