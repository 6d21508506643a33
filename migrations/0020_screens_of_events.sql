-- What the screens of events and webhooks look up.

-- The events of one directory in the order of the feed. It leads with the stream, whose id names no other: an operator need not
-- know the organization.
create index feed_stream_position on feed (stream_id, position);

-- The type of the first event of a call.
alter table delivery_attempts add column event_type text;

-- How calls to a destination ended, by the hour and by how long they took: what charts and rates are made of, without the calls
-- themselves being read. Counted with the calls, in one statement. It belongs to the destination, which may follow all
-- organizations, so it is shared, not distributed.
create table delivery_hours (
  destination_id text collate "C" not null,
  -- Its beginning.
  hour timestamptz not null,
  -- Which step of src/model/latency-steps.ts the call took no longer than.
  step smallint not null,
  delivered integer not null default 0,
  failed integer not null default 0,
  primary key (destination_id, hour, step)
) with (fillfactor = 50);
create index delivery_hours_hour on delivery_hours (hour);
