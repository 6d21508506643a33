-- The customers of the operator. Everything else belongs to one of them: organization_id is the first column of every
-- primary key, so that the tables can be distributed by it (docs/architecture.md, "Scale").
create table organizations (
  id text collate "C" primary key,
  name text not null,
  external_id text collate "C",
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index organizations_external_id on organizations (external_id);

-- Keys of the operator's API. A null organization_id opens all organizations, so the table is shared, not distributed.
create table api_keys (
  id text collate "C" primary key,
  organization_id text collate "C",
  name text not null,
  hash bytea not null unique,
  suffix text not null,
  scopes text[] not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null
);
