create table directories (
  organization_id text collate "C" not null references organizations (id),
  id text collate "C" not null,
  name text not null,
  type text not null,
  state text not null,
  external_key text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
);
create index directories_id on directories (id);

-- How many records a directory holds, kept by the write path so that nobody has to count. last_position numbers the
-- users and groups of a directory in the order of their creation: the order in which lists show them.
create table directory_totals (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  active_users bigint not null default 0,
  inactive_users bigint not null default 0,
  groups bigint not null default 0,
  last_position bigint not null default 0,
  primary key (organization_id, directory_id)
) with (fillfactor = 50);

create table directory_tokens (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  directory_id text collate "C" not null,
  hash bytea not null,
  suffix text not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create index directory_tokens_hash on directory_tokens (hash);
create index directory_tokens_directory on directory_tokens (organization_id, directory_id);
