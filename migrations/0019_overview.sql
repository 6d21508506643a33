-- What the overview shows over time, counted once by the leading process instead of anew for each reader. A row with an empty
-- organization_id is that of all organizations together, so that the operator's overview costs what one organization's does.
create table daily_counts (
  organization_id text collate "C" not null,
  -- In UTC.
  day date not null,
  -- `events`, `runs_completed`, `runs_failed`, `runs_cancelled`, `attempts_failed`, and `latency_NN`: deliveries that took at
  -- most 1.2 to the power of NN milliseconds, and longer than those of the measure before.
  measure text collate "C" not null,
  count bigint not null,
  primary key (organization_id, day, measure)
) with (fillfactor = 50);
create index daily_counts_day on daily_counts (day);

-- The events of each stream by the hour, for some days.
create table hourly_events (
  organization_id text collate "C" not null,
  stream_id text collate "C" not null,
  hour timestamptz not null,
  count bigint not null,
  primary key (organization_id, stream_id, hour)
) with (fillfactor = 50);
create index hourly_events_hour on hourly_events (hour);

-- Up to where that is counted: the next position of the feed, and the time of the attempts to deliver. Whoever counts holds
-- its row. Shared: the feed is.
create table counting (
  only_row boolean primary key default true check (only_row),
  events_position bigint not null,
  attempts_until timestamptz not null
) with (fillfactor = 50);
insert into counting (events_position, attempts_until) values (1, now() - interval '30 days');

-- Runs end in any order, so each says whether it is counted.
alter table sync_runs add column is_counted boolean not null default false;
create index sync_runs_uncounted on sync_runs (finished_at) where finished_at is not null and not is_counted;

-- What asks for a person: few among many, so each has an index of its own.
create index directories_quarantined on directories (organization_id, id) where state = 'quarantined';
create index sync_runs_waiting on sync_runs (organization_id, id) where state = 'waiting';
create index destinations_in_trouble on destinations (id) where paused_at is not null or failing_since is not null;
create index directory_tokens_expiring on directory_tokens (expires_at) where expires_at is not null and revoked_at is null;
create index api_keys_expiring on api_keys (expires_at) where expires_at is not null and revoked_at is null;
create index portal_links_expiring on portal_links (expires_at) where opened_at is null and revoked_at is null;
create index connections_succeeded on connections (coalesce(last_succeeded_at, created_at));
create index directories_setup on directories (created_at) where state = 'setup';

-- Lists of directories: by state, by type, by name; and names by the beginnings of their words. Without the signs between words,
-- for PostgreSQL takes "acme.io" for one word, an address, and "a/b" for another, a path.
create index directories_state on directories (state, id);
create index directories_type on directories (type, id);
create index directories_name on directories (lower(name) collate "C", id);
create index directories_words on directories using gin (to_tsvector('simple', translate(name, './:@_-+?=&%~<>', '              ')));
create index organizations_words on organizations using gin (to_tsvector('simple', translate(name, './:@_-+?=&%~<>', '              ')));
create index sync_runs_id on sync_runs (id);
