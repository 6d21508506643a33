-- The head of each stream. Its row is the lock under which a stream is written, so seq has no gap and is in commit order.
create table streams (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  last_seq bigint not null default 0,
  last_occurred_at timestamptz not null,
  primary key (organization_id, id)
) with (fillfactor = 50);

-- The log. Partitioned by week so that retention drops a table instead of deleting rows; the partitions are made by the
-- server (src/store/event-partitions.ts) ahead of time.
create table events (
  organization_id text collate "C" not null,
  stream_id text collate "C" not null,
  seq bigint not null,
  id text collate "C" not null,
  type text not null,
  object_id text collate "C" not null,
  data jsonb not null,
  previous jsonb,
  cause jsonb not null,
  -- Never earlier than that of the event before it in the stream, and to the millisecond the time within the id.
  occurred_at timestamptz not null,
  primary key (organization_id, stream_id, seq, occurred_at)
) partition by range (occurred_at);
create index events_id on events (id);
