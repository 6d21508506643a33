-- What an organization writes as code: objects in effect, who is in them, plans and applies. Only src/as-code and
-- src/memberships write.

create table overlay_objects (
  organization_id text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  -- What holds, and of it the keys that files declare, as they were last applied: the others are managed by hand.
  document jsonb not null,
  declared jsonb,
  -- Where it is declared: {"repository", "commit", "file", "line"}; null for what was made by the API or a screen.
  managed_by jsonb,
  is_protected boolean not null default false,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (organization_id, kind, id)
);
create index overlay_objects_deleted on overlay_objects (deleted_at) where deleted_at is not null;

-- Grows with every change of the objects, so that what was compiled from them is known to be of today; and how far the
-- members have followed.
create table overlays (
  organization_id text collate "C" primary key,
  revision bigint not null default 0,
  applied_at timestamptz,
  evaluated_revision bigint not null default 0,
  -- Where an evaluation from scratch goes on, after which person; null when none is under way.
  evaluation jsonb
) with (fillfactor = 50);
create index overlays_behind on overlays (organization_id) where revision <> evaluated_revision;

-- Whom a reference of a file was resolved to when it was first applied, null while nobody is known by it. One that later
-- resolves to somebody else is an error.
create table overlay_pins (
  organization_id text collate "C" not null,
  ref text collate "C" not null,
  person_id text collate "C",
  pinned_at timestamptz not null,
  primary key (organization_id, ref)
);

create table overlay_members (
  organization_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('OrgUnit', 'Team', 'Group')),
  object_id text collate "C" not null,
  person_id text collate "C" not null,
  -- As they were written, so that they can be compared as texts. The text of the rule is that of overlay_counts.
  reasons json not null,
  since timestamptz not null,
  primary key (organization_id, kind, object_id, person_id)
);
create index overlay_members_person on overlay_members (organization_id, person_id);

-- Who was added to or kept out of an object by the API or a screen, and until when.
create table overlay_hand_members (
  organization_id text collate "C" not null,
  kind text collate "C" not null,
  object_id text collate "C" not null,
  person_id text collate "C" not null,
  action text not null check (action in ('add', 'remove')),
  until date,
  actor jsonb not null,
  created_at timestamptz not null,
  primary key (organization_id, kind, object_id, person_id)
);
create index overlay_hand_members_person on overlay_hand_members (organization_id, person_id);

-- Rules that cannot be decided for somebody, and what is missing for it.
create table overlay_unknown (
  organization_id text collate "C" not null,
  kind text collate "C" not null,
  object_id text collate "C" not null,
  person_id text collate "C" not null,
  missing text not null,
  primary key (organization_id, kind, object_id, person_id)
);
create index overlay_unknown_person on overlay_unknown (organization_id, person_id);

-- How many are in each object and how many are undecided, kept so that nobody has to count; and by what everybody was
-- evaluated: an object whose signature is another now has to be evaluated anew.
create table overlay_counts (
  organization_id text collate "C" not null,
  kind text collate "C" not null,
  object_id text collate "C" not null,
  members integer not null default 0,
  unknown integer not null default 0,
  signature text,
  name text,
  rule text,
  primary key (organization_id, kind, object_id)
) with (fillfactor = 50);

-- When somebody has to be evaluated again for an object though nothing but time has passed: a date in its rule, a last day.
create table overlay_flips (
  organization_id text collate "C" not null,
  person_id text collate "C" not null,
  kind text collate "C" not null,
  object_id text collate "C" not null,
  at timestamptz not null,
  primary key (organization_id, person_id, kind, object_id)
);
create index overlay_flips_at on overlay_flips (at, organization_id);

create table plans (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  state text not null check (state in ('planned', 'approved', 'applying', 'applied', 'failed', 'superseded', 'rejected', 'expired')),
  -- The documents that it was made of, and the plan itself, in the format of `muster plan --json`.
  documents jsonb not null,
  plan jsonb not null,
  -- Who leaves which object by it: an apply removes nobody else.
  leaving jsonb not null default '{}',
  config_hash text not null,
  base_revision bigint not null,
  origin jsonb not null,
  approvals jsonb not null default '[]',
  result jsonb,
  created_by jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz,
  primary key (organization_id, id)
);
create index plans_id on plans (id);
create index plans_open on plans (organization_id, id) where state in ('planned', 'approved');

-- Repositories that the server follows.
create table config_repositories (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  -- By which plans and objects say where they are from; it stays.
  name text not null,
  url text not null,
  branch text not null,
  folder text not null default '',
  sealed_secrets text,
  auto_apply text not null check (auto_apply in ('never', 'additive', 'approved')),
  state jsonb not null default '{}',
  last_commit text,
  next_look_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
);
create index config_repositories_id on config_repositories (id);
create index config_repositories_due on config_repositories (next_look_at);
create unique index config_repositories_name on config_repositories (organization_id, name);
