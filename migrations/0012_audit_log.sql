-- Who changed what: an entry is written in the transaction of its change, and nothing but retention touches it again.
-- What belongs to no organization is in here too, and an operator reads the log of all of them in one order, so the table is
-- shared, not distributed. There is no reference to organizations: the log outlives what it tells of.
create table audit_log (
  -- Its time is that of the change.
  id text collate "C" primary key,
  -- The target's.
  organization_id text collate "C",
  action text collate "C" not null,
  actor_type text not null,
  actor_id text collate "C",
  actor_name text not null,
  source text not null,
  target_type text not null,
  -- Null for many at once, as an import brings.
  target_id text collate "C",
  before jsonb,
  after jsonb,
  remote_address text,
  user_agent text,
  request_id text collate "C",
  occurred_at timestamptz not null
);
create index audit_log_organization on audit_log (organization_id, id);
create index audit_log_target on audit_log (target_id, id);
create index audit_log_actor on audit_log (actor_id, id);
create index audit_log_action on audit_log (action, id);

-- The answers to requests with an Idempotency-Key, for those that repeat them. Shared: a key belongs to an API key, and those
-- that open all organizations have them too.
create table idempotency_keys (
  -- The API key's id; empty for the one of the configuration.
  owner text collate "C" not null,
  key text collate "C" not null,
  -- SHA-256 of method, URL and body: what a repetition must have in common.
  fingerprint bytea not null,
  -- The body of the answer, encrypted, because it may show a secret this once. Null only while the
  -- transaction of the change is under way.
  sealed_answer text,
  created_at timestamptz not null,
  primary key (owner, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
