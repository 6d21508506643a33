-- Where events are delivered: webhook endpoints and sinks. A null organization_id follows all organizations, so the table is
-- shared, not distributed. What is delivered follows the feed: everything up to `position` is delivered, or is waiting in
-- destination_streams.
create table destinations (
  id text collate "C" primary key,
  organization_id text collate "C",
  kind text not null check (kind in ('webhook', 'polis', 'nats', 'redis')),
  -- By kind; what is secret of them is in sealed_secrets, encrypted.
  settings jsonb not null,
  sealed_secrets text,
  -- Null: all.
  event_types text[],
  batch_size integer not null default 1 check (batch_size between 1 and 100),
  parallel integer not null default 16 check (parallel between 1 and 256),
  is_enabled boolean not null default true,
  -- Set when deliveries failed for too long; nothing is sent until somebody resumes it.
  paused_at timestamptz,
  paused_reason text,
  failing_since timestamptz,
  failures integer not null default 0,
  last_delivered_at timestamptz,
  -- Changes with every change of the above by a person, and with every replay: whoever delivers reads it anew then.
  generation integer not null default 1,
  -- The generation in which a person last moved where it is in the feed or in a stream: progress of before does not count.
  moved_in integer not null default 1,
  position bigint not null,
  -- The process that delivers, of delivery_nodes; null for one that is not enabled, is paused, or waits for a process.
  owner text collate "C",
  created_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 50);
create index destinations_organization on destinations (organization_id, id);
create index destinations_owner on destinations (owner);

-- How far each stream is delivered to each destination, for streams that it was ever sent something of.
create table destination_streams (
  organization_id text collate "C" not null,
  stream_id text collate "C" not null,
  destination_id text collate "C" not null,
  done_seq bigint not null,
  -- The last event that is known to wait; equal to done_seq when none is, or when it is after the destination's position.
  known_seq bigint not null,
  attempts integer not null default 0,
  failing_since timestamptz,
  retry_at timestamptz,
  -- Set when this stream alone failed for too long while others are delivered: its next event is the poison.
  paused_at timestamptz,
  last_error text,
  primary key (organization_id, stream_id, destination_id)
) with (fillfactor = 50);
create index destination_streams_waiting on destination_streams (destination_id) where done_seq < known_seq;

-- The processes that deliver. One that does not say so in time is taken for dead, and others take over what it owned.
create table delivery_nodes (
  id text collate "C" primary key,
  alive_until timestamptz not null
) with (fillfactor = 50);

-- What was sent and what came back. Partitioned by the time in the id, a day each, so that retention drops a table; the
-- partitions are made by the server. The body is not kept: it is made again from the events, which are in the log.
create table delivery_attempts (
  organization_id text collate "C" not null,
  destination_id text collate "C" not null,
  id text collate "C" not null,
  stream_id text collate "C" not null,
  first_seq bigint not null,
  last_seq bigint not null,
  -- The first event's.
  event_id text collate "C" not null,
  -- Of this event, from 1; 0 for what a person sent: a retry by hand or a test.
  attempt integer not null,
  sent_at timestamptz not null,
  duration_ms real not null,
  is_delivered boolean not null,
  status smallint,
  error text,
  response_headers jsonb,
  -- At most the first 4 KB.
  response_body text,
  primary key (organization_id, destination_id, id)
) partition by range (id);
create index delivery_attempts_destination on delivery_attempts (destination_id, id);
create index delivery_attempts_failed on delivery_attempts (destination_id, id) where not is_delivered;
create index delivery_attempts_event on delivery_attempts (destination_id, event_id);
