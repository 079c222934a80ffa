"""Reports: one's own, those about a person, their alarms and questions."""

from ninja import Router

from safeward.api.operating import changes, reads
from safeward.apps.intake import actions
from safeward.apps.intake.queries import alarms, my_reports, report, reports_about

router = Router(tags=["reports"])
reads(router, "/reports", my_reports)
reads(router, "/reports/{report}", report)
reads(router, "/people/{person}/reports", reports_about)
reads(router, "/alarms", alarms)
changes(router, "/alarms/{alarm}/acknowledge", actions.acknowledge)
changes(router, "/follow-ups/{follow_up}/answer", actions.answer_follow_up)
