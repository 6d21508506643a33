-- What the screens of sync runs show.

-- How often a run waited for its source, and for how long: pauses until a time, and requests that waited for their turn.
alter table sync_runs add column pauses integer not null default 0;
alter table sync_runs add column waited_ms bigint not null default 0;

-- Runs over all directories, in their order; and those that may ask for somebody, which are few among all.
create index sync_runs_unfinished on sync_runs (id) where state <> 'completed';

-- Whom a removal is about, as it was when it was staged: by this people judge many of them at once.
alter table staged_removals add column email text;
alter table staged_removals add column department text;
-- When the source was last known to have it: the last full run before, or a later change of the user.
alter table staged_removals add column last_seen_at timestamptz;
