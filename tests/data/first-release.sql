-- What an installation of the first release holds, with comments.
INSERT INTO people (id, name, email, administrator, created_at)
VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaa', 'Ann', 'ann@example.org', 0, '2026-03-04 09:30:00.000000');
INSERT INTO strategies (slug, title, summary, visibility, status, draft, created_at, changed_at)
VALUES ('aims', 'Aims', '', 'public', 'draft', '2222222222222222222222222222222222222222', '2026-03-04 09:30:00.000000', '2026-03-04 09:30:00.000000');
INSERT INTO revisions (strategy, id, number, what_changed, at)
VALUES ('aims', '1111111111111111111111111111111111111111', 1, 'Began', '2026-03-04 09:30:00.000000'),
  ('aims', '2222222222222222222222222222222222222222', 2, 'Went on', '2026-03-04 09:30:00.000000');
INSERT INTO threads (id, strategy, kind, revision, start, "end", quote, prefix, suffix, words, author, at)
VALUES ('oooooooooooooooooooooooooo', 'aims', 'question', '1111111111111111111111111111111111111111', 8, 13, 'words', 'Some ', '.', 'words', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', '2026-03-04 09:30:00.000000'),
  ('dddddddddddddddddddddddddd', 'aims', 'editorial', '2222222222222222222222222222222222222222', 0, 4, 'Some', '', ' words', 'Some', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', '2026-03-04 09:30:00.000000'),
  ('wwwwwwwwwwwwwwwwwwwwwwwwww', 'aims', 'general', '1111111111111111111111111111111111111111', NULL, NULL, NULL, NULL, NULL, NULL, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', '2026-03-04 09:30:00.000000');
INSERT INTO comments (id, thread, author, body, at)
VALUES ('c1', 'oooooooooooooooooooooooooo', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'Which?', '2026-03-04 09:30:00.000000'),
  ('c2', 'oooooooooooooooooooooooooo', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'These.', '2026-03-04 09:30:00.000000'),
  ('c3', 'dddddddddddddddddddddddddd', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'A comma.', '2026-03-04 09:30:00.000000'),
  ('c4', 'wwwwwwwwwwwwwwwwwwwwwwwwww', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'Good.', '2026-03-04 09:30:00.000000');
INSERT INTO placements (thread, revision, state, start, "end", likeness)
VALUES ('oooooooooooooooooooooooooo', '2222222222222222222222222222222222222222', 'moved', 20, 25, 1.0);
INSERT INTO resolutions (id, thread, resolved_by, resolved_at)
VALUES ('r1', 'dddddddddddddddddddddddddd', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', '2026-03-04 09:30:00.000000');
INSERT INTO journal (seq, at, event, actor, strategy, subject, detail, previous, hash)
VALUES (1, '2026-03-04 09:30:00.000000', 'library:revision:saved', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'aims', '1111111111111111111111111111111111111111', '{}', '', 'h1'),
  (2, '2026-03-04 09:30:00.000000', 'comments:thread:begun', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'aims', 'oooooooooooooooooooooooooo', '{}', 'h1', 'h2'),
  (3, '2026-03-04 09:30:00.000000', 'comments:thread:resolved', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'aims', 'dddddddddddddddddddddddddd', '{}', 'h2', 'h3');
