"""Review rounds, from invitation to report.

A round freezes a version, invites people, gathers one response of each organisation, and gives
every point an answer. What is said in it is a thread of `comments`; the round knows which threads
are points of whom, and who may see them when (`audience.py`). Nobody is told anything here: mails
are made by `notifications`, from the journal.
"""
