-- The order of all events over all streams, one row per burst of one stream. Written by one sequencer at a time
-- (src/events/sequencer.ts) and only after the events are committed, so nothing ever appears before a position that
-- was readable. The table is shared, not distributed: its key is the position of the first event of the range.
create table feed (
  position bigint primary key,
  organization_id text collate "C" not null,
  stream_id text collate "C" not null,
  first_seq bigint not null,
  last_seq bigint not null,
  -- The times of the first and the last event of the range: they name the partitions to look in.
  occurred_from timestamptz not null,
  occurred_to timestamptz not null,
  -- The latest time up to here. Unlike occurred_to it never goes back, so where a time begins is found by its index.
  latest_at timestamptz not null
);
create index feed_stream on feed (organization_id, stream_id, first_seq);
create index feed_organization on feed (organization_id, position);
create index feed_latest on feed (latest_at, position);

-- How far each stream has been fed.
create table feed_streams (
  organization_id text collate "C" not null,
  stream_id text collate "C" not null,
  fed_seq bigint not null,
  fed_occurred_at timestamptz not null,
  primary key (organization_id, stream_id)
) with (fillfactor = 50);

-- The feed's end and its beginning: what is before oldest_position was dropped by retention.
create table feed_state (
  only_row boolean primary key default true check (only_row),
  next_position bigint not null,
  oldest_position bigint not null,
  latest_at timestamptz not null
) with (fillfactor = 50);
insert into feed_state (next_position, oldest_position, latest_at) values (1, 1, '-infinity');

-- Named consumers: how far each has been told of the feed, and, per stream, how far it has worked.
create table consumers (
  name text collate "C" primary key,
  position bigint not null,
  created_at timestamptz not null
) with (fillfactor = 50);

create table consumer_streams (
  organization_id text collate "C" not null,
  stream_id text collate "C" not null,
  consumer text collate "C" not null,
  known_seq bigint not null,
  done_seq bigint not null,
  attempts integer not null default 0,
  -- Not to be tried before; in the future while a worker has the stream or after a failure.
  available_at timestamptz not null,
  lease text,
  primary key (organization_id, stream_id, consumer)
) with (fillfactor = 50);
create index consumer_streams_waiting on consumer_streams (consumer, available_at) where done_seq < known_seq;
