-- One person per human or service account of an organization, made of the users of its directories. Only src/people writes.

create table people (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  status text not null check (status in ('pre_hire', 'active', 'on_leave', 'leaving', 'left')),
  is_service boolean not null default false,
  display_name text not null,
  display_name_key text collate "C" not null,
  -- Merged values in canonical form, and where each came from.
  attributes jsonb not null,
  sources jsonb not null,
  manager_id text collate "C",
  -- How the manager is named at the source, while nobody by that name is there.
  manager_key text collate "C",
  -- When the status or a rule over dates changes next by the passing of time alone.
  next_flip_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
) with (toast_tuple_target = 8160);
create index people_id on people (id);
create index people_name on people (organization_id, display_name_key, id);
create index people_status on people (organization_id, status, display_name_key, id);
create index people_manager on people (organization_id, manager_id) where manager_id is not null;
create index people_flips on people (next_flip_at) where next_flip_at is not null;

-- Which user of a directory is whose. A user without a row is new or disputed.
create table person_links (
  organization_id text collate "C" not null,
  user_id text collate "C" not null,
  directory_id text collate "C" not null,
  person_id text collate "C" not null,
  rule text not null,
  confidence real not null,
  evidence jsonb not null,
  is_pinned boolean not null default false,
  -- Users of whom somebody said that they are somebody else.
  distinct_from jsonb,
  -- Of attributes of which the newest value counts: what the user said last, and since when.
  seen jsonb,
  linked_at timestamptz not null,
  primary key (organization_id, user_id)
);
create index person_links_person on person_links (organization_id, person_id);
create index person_links_directory on person_links (organization_id, directory_id, user_id);

create table person_link_history (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  user_id text collate "C" not null,
  person_id text collate "C" not null,
  action text not null check (action in ('linked', 'unlinked', 'relinked')),
  rule text not null,
  evidence jsonb not null,
  cause jsonb not null,
  occurred_at timestamptz not null,
  primary key (organization_id, id)
);
create index person_link_history_person on person_link_history (organization_id, person_id, id);
create index person_link_history_user on person_link_history (organization_id, user_id, id);

-- Canonical values by which users are matched, and people are named in files: `employeeNumber=10042`, `mail=ada@example.com`,
-- conjunctions joined by `&`, `ext=<directory>:<id at the source>`.
create table person_keys (
  organization_id text collate "C" not null,
  key text collate "C" not null,
  user_id text collate "C" not null,
  primary key (organization_id, key, user_id)
);
create index person_keys_user on person_keys (organization_id, user_id);

-- Users of whom a person has to say whose they are.
create table match_cases (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  user_id text collate "C" not null,
  directory_id text collate "C" not null,
  state text not null check (state in ('open', 'decided', 'obsolete')),
  reason text not null check (reason in ('disputed', 'low_confidence', 'reused', 'conflict')),
  rule text not null,
  candidates jsonb not null,
  decision jsonb,
  opened_at timestamptz not null,
  decided_at timestamptz,
  primary key (organization_id, id)
);
create unique index match_cases_open on match_cases (organization_id, user_id) where state = 'open';
create index match_cases_state on match_cases (organization_id, state, id);
create index match_cases_user on match_cases (organization_id, user_id);
create index match_cases_id on match_cases (id);

-- By which keys each person's manager is named, the best first: who changes keys or person finds whose manager that may be.
create table person_manager_keys (
  organization_id text collate "C" not null,
  person_id text collate "C" not null,
  rank integer not null,
  key text collate "C" not null,
  primary key (organization_id, person_id, rank)
);
create index person_manager_keys_key on person_manager_keys (organization_id, key);

-- People of whom no user is left, or who became one with another, as they were; and by which keys they are found when they
-- come back.
create table former_people (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  person jsonb not null,
  merged_into text collate "C",
  gone_at timestamptz not null,
  primary key (organization_id, id)
);
create index former_people_id on former_people (id);
create table former_person_keys (
  organization_id text collate "C" not null,
  key text collate "C" not null,
  person_id text collate "C" not null,
  primary key (organization_id, key, person_id)
);
create index former_person_keys_person on former_person_keys (organization_id, person_id);

-- What has to be matched and merged anew from the beginning, because the rules have changed: how far that is.
create table people_rebuilds (
  organization_id text collate "C" primary key,
  reason text not null,
  cursor text collate "C",
  total integer,
  done integer not null default 0,
  started_at timestamptz not null
);

-- The users that are there already.
insert into people_rebuilds (organization_id, reason, started_at)
select id, 'first', date_trunc('milliseconds', now()) from organizations where deleted_at is null;
