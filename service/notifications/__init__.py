"""Notifications: mails made from what the journal says happened, kept until they are sent.

A watcher: it follows the journal and stands above the rooms that it tells about, so that none of
them waits for a mail server. Every mail has one recipient, and is sent at most once.
"""
