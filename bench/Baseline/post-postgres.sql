insert into journal values ($1, $3, 'posts.published', 1, $2, '{"post":"117668545946910720","author":"117668544404783104","visibility":"Public","mentions":[],"tags":[],"subject":"117668544404783104"}', '\x00000000000000000000000000000000', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x0000000000000000000000000000000000000000000000000000000000000000');
insert into posts values ($1, $2, 0, $4, '<p>' || $4 || '</p>', '', 0, $3, $1, 0, 0, 0);
insert into author_counts values ($1, 1, $2) on conflict (account) do update set posts = author_counts.posts + 1, last_post_at = excluded.last_post_at;
insert into notifications values ($1, $2 + 1, 0, $2, $4, $3);
insert into notifications values ($1, $2 + 2, 0, $2, $4, $3);
