"""The site map: every prefix and its router, a line each."""

from fastapi import APIRouter

from service.accounts import api as accounts_api
from service.accounts import pages as accounts_pages
from service.comments import api as comments_api
from service.comments import pages as comments_pages
from service.comments import suggestion_api
from service.exchange import api as exchange_api
from service.exchange import pages as exchange_pages
from service.finding import api as finding_api
from service.finding import pages as finding_pages
from service.library import api as library_api
from service.library import clone, history_api
from service.library import pages as library_pages
from service.notifications import pages as mail_pages
from service.proposals import api as proposals_api
from service.proposals import merging_api
from service.proposals import pages as proposals_pages
from service.reading import api as reading_api
from service.reading import (
    compare_pages,
    gathering_api,
    gathering_pages,
    passage_pages,
    word_pages,
)
from service.reading import pages as reading_pages
from service.rounds import (
    acceptance_pages,
    decision_api,
    decision_pages,
    delegate_pages,
    invite_pages,
    link_pages,
    plan_pages,
    report_pages,
    respond_api,
    respond_pages,
    round_api,
    round_pages,
    run_pages,
    theme_pages,
)
from service.web import api_docs, health

ROUTERS: tuple[APIRouter, ...] = (
    health.router,  # /health/live, /health/ready
    # before reading: /s/<slug>/v/<version>.pdf is a file, not a version called "1.0.pdf"
    exchange_pages.router,  # /s/<slug>/download, the files, /exports/<id>
    reading_pages.router,  # / and /s/<slug>, /s/<slug>/v/<version>, /s/<slug>/r/<revision>
    passage_pages.router,  # /s/<slug>/passage
    compare_pages.router,  # /s/<slug>/compare
    library_pages.router,  # /s/<slug>/edit, /draft, /unsaved, /together, /versions, ...
    word_pages.router,  # /s/<slug>/compare/word
    gathering_pages.router,  # /s/<slug>/suggestions/proposal
    comments_pages.router,  # /s/<slug>/comment, /s/<slug>/threads
    proposals_pages.router,  # /s/<slug>/proposals
    plan_pages.router,  # /reviews, /s/<slug>/rounds, .../rounds/new, .../rounds/<n>/opening
    round_pages.router,  # /s/<slug>/rounds/<n>, .../roll-call, .../roll-call.csv
    run_pages.router,  # /s/<slug>/rounds/<n>/deadline, /closing, /cancellation, /next
    respond_pages.router,  # /s/<slug>/rounds/<number>/respond
    finding_pages.router,  # /search
    link_pages.router,  # /in/r-<token>, before /in/<token>
    invite_pages.router,  # /s/<slug>/rounds/<n>/invitations, /participants, /reminders
    delegate_pages.router,  # /s/<slug>/rounds/<n>/delegation
    decision_pages.router,  # /s/<slug>/rounds/<n>/decisions, /assignments, /completion
    theme_pages.router,  # /s/<slug>/rounds/<n>/themes
    report_pages.router,  # /s/<slug>/rounds/<n>/report, /table, /board-paper
    acceptance_pages.router,  # /s/<slug>/rounds/<n>/answers
    mail_pages.router,  # /mails
    accounts_pages.router,  # /sign-in, /in/<token>, /account, /people
    clone.router,  # /git/<slug>
    api_docs.router,  # /api/v1/docs
    library_api.router,  # /api/v1/strategies
    history_api.router,  # /api/v1/strategies/<slug>/history, .../revisions/<id>/restoration
    reading_api.router,  # /api/v1/strategies/<slug>/comparison, /passage
    comments_api.router,  # /api/v1/strategies/<slug>/threads, /api/v1/threads
    gathering_api.router,  # /api/v1/strategies/<slug>/suggestions/proposal
    suggestion_api.router,  # /api/v1/strategies/<slug>/suggestions, /api/v1/threads
    proposals_api.router,  # /api/v1/strategies/<slug>/proposals, /api/v1/proposals
    merging_api.router,  # /api/v1/proposals/<proposal>/update, /merging
    decision_api.router,  # /api/v1/strategies/<slug>/rounds/<n>/points, .../report
    respond_api.router,  # /api/v1/strategies/<slug>/rounds/<number>/response
    round_api.router,  # /api/v1/strategies/<slug>/rounds
    exchange_api.router,  # /api/v1/strategies/<slug>/exports, /api/v1/exports
    finding_api.router,  # /api/v1/search
    accounts_api.router,  # /api/v1/me, /api/v1/people
)

#: The packages whose `templates` folders hold templates.
ROOMS = (
    "service.web",
    "service.accounts",
    "service.library",
    "service.comments",
    "service.proposals",
    "service.rounds",
    "service.exchange",
    "service.finding",
    "service.notifications",
)
