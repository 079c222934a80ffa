"""Addresses of governance."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.governance import limits, oversight, staff, units

urlpatterns: list[URLPattern | URLResolver] = [
    path("staff/", staff.page, name="staff"),
    path("staff/open/", staff.open_one, name="staff_open"),
    path("staff/<uuid:account>/", staff.one, name="staff_account"),
    path("staff/<uuid:account>/role/", staff.give, name="staff_give_role"),
    path("staff/<uuid:account>/close/", staff.close, name="staff_close"),
    path("roles/<uuid:membership>/end/", staff.end, name="staff_end_role"),
    path("units/", units.page, name="units"),
    path("units/open/", units.open_one, name="units_open"),
    path("units/<uuid:team>/close/", units.close, name="units_close"),
    path("agencies/open/", units.open_agency_page, name="agencies_open"),
    path("agencies/<uuid:agency>/close/", units.close_one, name="agencies_close"),
    path("systems/", units.systems, name="systems"),
    path("systems/<uuid:subscription>/end/", units.end_system, name="systems_end"),
    path("limits/", limits.page, name="limits"),
    path("limits/<uuid:person>/", limits.restrict_one, name="limits_restrict"),
    path("limits/<uuid:limit>/lift/", limits.lift, name="limits_lift"),
    path("conflicts/", limits.conflict_page, name="conflicts"),
    path("conflicts/<uuid:person>/", limits.list_one, name="conflicts_list"),
    path("conflicts/<uuid:conflict>/end/", limits.end_one, name="conflicts_end"),
    path("emergencies/", oversight.emergencies, name="emergencies"),
    path("emergencies/<uuid:look>/", oversight.review, name="emergencies_review"),
    path("audit/", oversight.audit, name="audit"),
    path("audit/unusual/", oversight.unusual_page, name="audit_unusual"),
]
