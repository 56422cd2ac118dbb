"""Who gets in where review rounds are planned, run and looked at: part of the table."""

from collections.abc import Mapping

from tests.service.doors.needs import Need

#: By what somebody must be.
RUNNING: Mapping[Need, str] = {
    Need.SIGNED_IN: "GET /reviews",
    Need.READ: """
        GET /s/{slug}/rounds             GET /s/{slug}/rounds/{round_number}
        GET /api/v1/strategies/{slug}/rounds
        GET /api/v1/strategies/{slug}/rounds/{round_number}
    """,
    Need.WRITE: """
        GET /s/{slug}/rounds/{round_number}/roll-call
        GET /s/{slug}/rounds/{round_number}/roll-call.csv
        GET /api/v1/strategies/{slug}/rounds/{round_number}/roll-call
    """,
    Need.PUBLISH: """
        GET /s/{slug}/rounds/new         POST /s/{slug}/rounds/new
        POST /s/{slug}/rounds/{round_number}/opening
        GET /s/{slug}/rounds/{round_number}/deadline
        POST /s/{slug}/rounds/{round_number}/deadline
        GET /s/{slug}/rounds/{round_number}/closing
        POST /s/{slug}/rounds/{round_number}/closing
        GET /s/{slug}/rounds/{round_number}/cancellation
        POST /s/{slug}/rounds/{round_number}/cancellation
        GET /s/{slug}/rounds/{round_number}/next
        POST /s/{slug}/rounds/{round_number}/next
    """,
}
