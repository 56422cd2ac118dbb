"""Who gets in where the points of a review round are answered and reported: part of the table."""

from collections.abc import Mapping

from tests.service.doors.needs import Need

#: By what somebody must be.
ANSWERING: Mapping[Need, str] = {
    Need.WRITE: """
        GET /s/{slug}/rounds/{round_number}/decisions
        POST /s/{slug}/rounds/{round_number}/decisions
        POST /s/{slug}/rounds/{round_number}/decisions/{point}/draft
        POST /s/{slug}/rounds/{round_number}/assignments
        GET /s/{slug}/rounds/{round_number}/themes
        POST /s/{slug}/rounds/{round_number}/themes
        POST /s/{slug}/rounds/{round_number}/themes/proposal
        POST /s/{slug}/rounds/{round_number}/themes/points
        POST /s/{slug}/rounds/{round_number}/themes/{theme}
        GET /s/{slug}/rounds/{round_number}/table
        GET /s/{slug}/rounds/{round_number}/table.{wanted}
        GET /s/{slug}/rounds/{round_number}/board-paper
        GET /s/{slug}/rounds/{round_number}/board-paper.{wanted}
        GET /api/v1/strategies/{slug}/rounds/{round_number}/points
        POST /api/v1/strategies/{slug}/rounds/{round_number}/dispositions
    """,
    Need.DRAFT: """
        GET /s/{slug}/rounds/{round_number}/report
        GET /s/{slug}/rounds/{round_number}/report.{wanted}
        GET /api/v1/strategies/{slug}/rounds/{round_number}/report
    """,
    Need.PUBLISH: """
        POST /s/{slug}/rounds/{round_number}/completion
        POST /s/{slug}/rounds/{round_number}/report/publication
        POST /api/v1/strategies/{slug}/rounds/{round_number}/completion
    """,
    Need.INVITED: """
        GET /s/{slug}/rounds/{round_number}/answers
        POST /s/{slug}/rounds/{round_number}/answers/{point}
    """,
}
