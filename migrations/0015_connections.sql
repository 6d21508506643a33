-- Directories that Muster reads by itself: how each is connected, what its runs have seen, and what is held or wrong.

create table connections (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  type text not null,
  settings jsonb not null,
  sealed_secrets text,
  mapping jsonb not null default '[]',
  scope jsonb not null default '{}',
  guards jsonb not null default '{}',
  schedule jsonb not null default '{}',
  generation integer not null default 1,
  -- Where the next incremental run goes on, encrypted: such cursors open the source. Null: everything has to be read.
  sealed_cursor text,
  cursor_generation integer,
  last_record_number integer not null default 0,
  next_run_at timestamptz,
  -- What the next run must be; null: what the schedule says.
  next_run_kind text check (next_run_kind in ('full', 'incremental')),
  next_run_trigger text,
  last_succeeded_at timestamptz,
  last_full_at timestamptz,
  -- How the source tells of changes: the hash of the secret in the address, the secret encrypted (it is subscribed again and
  -- again), what it subscribed, and until when.
  wake_up_hash bytea,
  sealed_wake_up_secret text,
  subscription jsonb,
  subscription_renew_at timestamptz,
  failures integer not null default 0,
  quarantined_at timestamptz,
  quarantine_code text,
  quarantine_text text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, directory_id)
) with (fillfactor = 70);
create index connections_due on connections (next_run_at) where next_run_at is not null;
create index connections_renew on connections (subscription_renew_at) where subscription_renew_at is not null;

create table sync_runs (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  directory_id text collate "C" not null,
  kind text not null check (kind in ('full', 'incremental')),
  trigger text not null,
  state text not null check (state in ('queued', 'running', 'paused', 'waiting', 'completed', 'failed', 'cancelled')),
  phase text not null,
  -- The connection's generation when it began: a change meanwhile means that records must be looked at again.
  generation integer not null,
  -- Where its listing goes on after what is committed, encrypted, and how many pages that is.
  sealed_position text,
  pages integer not null default 0,
  counts jsonb not null default '{}',
  expected integer,
  requested text check (requested in ('pause', 'cancel')),
  resume_at timestamptz,
  error_code text,
  error_text text,
  -- Who works at it: every write of a run names its fence, so that one who lost it writes nothing.
  node_id text collate "C",
  lease_until timestamptz,
  fence integer not null default 0,
  cause jsonb not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null,
  primary key (organization_id, id)
) with (fillfactor = 50);
-- One run of a directory at a time, over all nodes.
create unique index sync_runs_open on sync_runs (organization_id, directory_id)
  where state in ('queued', 'running', 'paused');
create index sync_runs_directory on sync_runs (organization_id, directory_id, id);
create index sync_runs_claimable on sync_runs (id) where state in ('queued', 'running', 'paused');

-- What a source has, and what became of it here. `hash` is that of the record and of the connection's generation: a record
-- with the same is passed over. Null: look at it again.
create table source_records (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  kind text not null check (kind in ('user', 'group')),
  source_id text collate "C" not null,
  number integer not null,
  alias text collate "C",
  -- The user or group; null where it is out of scope, refused or gone.
  object_id text collate "C",
  -- Whether the user has left the scope and what the policy says was done with it: this is told once.
  has_left boolean not null default false,
  hash bytea,
  primary key (organization_id, directory_id, kind, source_id)
);
create index source_records_object on source_records (organization_id, object_id) where object_id is not null;
create index source_records_alias on source_records (organization_id, directory_id, alias) where alias is not null;

-- What a full run has seen, by the numbers of source records, a row for each page: unchanged records are not written.
-- `group_id` is empty for users and groups, else the group whose members were seen.
create table sync_run_sightings (
  organization_id text collate "C" not null,
  run_id text collate "C" not null,
  page integer not null,
  group_id text collate "C" not null default '',
  numbers integer[] not null,
  primary key (organization_id, run_id, page, group_id)
);

-- Names by which records refer to others that are not here (yet): a group's members, a user's manager.
create table source_references (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  kind text not null check (kind in ('member', 'manager')),
  -- The group or user that refers, and whom it names: by source id or alias.
  object_id text collate "C" not null,
  name text collate "C" not null,
  -- The last full run that saw it.
  run_id text collate "C" not null,
  -- True from when the one it names is here until the reference is carried out.
  is_resolvable boolean not null default false,
  primary key (organization_id, directory_id, kind, object_id, name)
);
create index source_references_name on source_references (organization_id, directory_id, name);
create index source_references_resolvable on source_references (organization_id, directory_id) where is_resolvable;

create table staged_removals (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  directory_id text collate "C" not null,
  run_id text collate "C" not null,
  kind text not null check (kind in ('user', 'group', 'membership', 'attribute')),
  reason text not null check (reason in ('absent', 'deleted', 'deactivated', 'left_scope', 'blanked')),
  object_id text collate "C" not null,
  detail text collate "C" not null default '',
  name text not null,
  -- Whether it is about a user who was active when it was staged: such count apart.
  is_active boolean not null default false,
  state text not null check (state in ('planned', 'held', 'approved', 'rejected', 'applied', 'withdrawn')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by jsonb,
  applied_at timestamptz,
  primary key (organization_id, id)
);
-- A removal that is open is not staged a second time.
create unique index staged_removals_open on staged_removals (organization_id, directory_id, kind, object_id, detail)
  where state in ('planned', 'held', 'approved', 'rejected');
create index staged_removals_run on staged_removals (organization_id, run_id, state, id);
create index staged_removals_applied on staged_removals (organization_id, directory_id, applied_at)
  where applied_at is not null;

-- Records that could not be taken as they are, with the record, so that it can be tried again without the source.
create table sync_problems (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  directory_id text collate "C" not null,
  kind text not null,
  source_id text collate "C" not null,
  code text not null,
  -- What is wrong and what to do, in words, and whom it is about.
  text text not null,
  name text not null,
  record jsonb,
  attempts integer not null default 1,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  retry_at timestamptz,
  primary key (organization_id, id)
);
create unique index sync_problems_record on sync_problems (organization_id, directory_id, kind, source_id, code);
create index sync_problems_retry on sync_problems (organization_id, directory_id, retry_at) where retry_at is not null;

-- What one credential may still ask of its vendor, shared by all nodes.
create table rate_budgets (
  organization_id text collate "C" not null,
  credential text collate "C" not null,
  bucket text collate "C" not null,
  tokens double precision not null,
  refilled_at timestamptz not null,
  blocked_until timestamptz,
  primary key (organization_id, credential, bucket)
) with (fillfactor = 50);

-- Attributes that an organization declares beside the predefined ones, with their type and canonical form.
create table custom_attributes (
  organization_id text collate "C" not null,
  name text collate "C" not null,
  type text not null,
  form text not null default 'none',
  description text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, name)
);

-- Files that were uploaded for a directory of files, the newest of each name, in pieces.
create table source_files (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  name text collate "C" not null,
  id text collate "C" not null,
  size bigint not null,
  sha256 text not null,
  uploaded_at timestamptz not null,
  primary key (organization_id, directory_id, name)
);
create table source_file_pieces (
  organization_id text collate "C" not null,
  file_id text collate "C" not null,
  piece integer not null,
  content bytea not null,
  primary key (organization_id, file_id, piece)
);

-- The members of the groups that a directory's scope names, as the source had them when a run began. The row with an empty
-- source_id says that they are all there. Kept of the current run and of the last full one, with which later ones compare.
create table scope_members (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  run_id text collate "C" not null,
  source_id text collate "C" not null,
  primary key (organization_id, directory_id, run_id, source_id)
);
