import CGIKit
import HTTPTypes
import Site

Site.serve([
    Route(.moderation, [.get], requiresStaff(queue)),
    Route(.moderationLog, [.get], requiresStaff(log)),
    Route(.moderatePost, [.get, .post], requiresStaff(moderatePost)),
    Route(.moderateComment, [.get, .post], requiresStaff(moderateComment)),
    Route(.moderateUser, [.get, .post], requiresStaff(moderateUser)),
    Route(.report, [.get, .post], requiresLogin(keeping: reportForm, report)),
])
