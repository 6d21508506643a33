-- The request log: what identity providers asked for and how it was answered. Partitioned by the time in the id, a day each, so
-- that retention drops a table; the partitions are made by the server (src/store/request-days.ts). Bodies are text, not jsonb,
-- and not compressed: writing them must cost next to nothing.
create table scim_requests (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  id text collate "C" not null,
  request_id text collate "C" not null,
  token_id text collate "C",
  received_at timestamptz not null,
  method text not null,
  path text not null,
  status smallint not null,
  duration_ms real not null,
  dialect text,
  tolerances text[],
  resource_id text collate "C",
  user_agent text,
  remote_address text,
  request_body text,
  response_body text,
  is_cut boolean not null,
  dropped_before integer not null,
  primary key (organization_id, directory_id, id)
) partition by range (id);
alter table scim_requests alter column request_body set storage external, alter column response_body set storage external;
create index scim_requests_errors on scim_requests (organization_id, directory_id, id) where status >= 400;
