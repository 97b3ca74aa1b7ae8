import CGIKit
import Site

Site.serve([
    Route(.moderation, queue),
    Route(.moderationLog, log),
    Route(.moderatePost, moderatePost),
    Route(.moderateComment, moderateComment),
    Route(.moderateUser, moderateUser),
    Route(.report, keeping: reportForm, report),
])
