insert into journal values ($id, $at, 'posts.published', 1, $author, '{"post":"117668545946910720","author":"117668544404783104","visibility":"Public","mentions":[],"tags":[],"subject":"117668544404783104"}', zeroblob(16), zeroblob(32), zeroblob(32));
insert into posts values ($id, $author, 0, $text, '<p>' || $text || '</p>', '', 0, $at, $id, 0, 0, 0);
insert into author_counts values ($author, 1, $at) on conflict do update set posts = posts + 1, last_post_at = excluded.last_post_at;
insert into notifications values (2 * $id, $author + 1, 0, $author, $id, $at);
insert into notifications values (2 * $id + 1, $author + 2, 0, $author, $id, $at);
