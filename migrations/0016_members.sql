-- The operator's team, and how its members sign in (docs/reference/sign-in.md).
create table members (
  id text collate "C" primary key,
  email text not null,
  name text not null,
  role text not null check (role in ('owner', 'admin', 'support', 'auditor')),
  -- invited: has never signed in.
  state text not null check (state in ('invited', 'active', 'deactivated')),
  -- Who this is at the OpenID provider, since the first sign-in by it; from then on the address decides no more.
  oidc_issuer text collate "C",
  oidc_subject text collate "C",
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_sign_in_at timestamptz,
  check ((oidc_issuer is null) = (oidc_subject is null))
);
create unique index members_email on members (lower(email));
create unique index members_oidc on members (oidc_issuer, oidc_subject) where oidc_issuer is not null;

-- Who is signed in. Either a member, or whoever has the API key with this hash; the session ends with the one or the other.
create table sessions (
  id text collate "C" primary key,
  token_hash bytea not null unique,
  member_id text collate "C" references members (id) on delete cascade,
  key_hash bytea,
  method text not null check (method in ('sign_in_link', 'oidc', 'api_key')),
  remote_address text,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- The latest end; a session that is not used ends earlier.
  expires_at timestamptz not null,
  check (num_nonnulls(member_id, key_hash) = 1)
);
create index sessions_member on sessions (member_id) where member_id is not null;
create index sessions_key on sessions (key_hash) where key_hash is not null;
create index sessions_expiry on sessions (expires_at);

-- Links that sign somebody in once: a member, or whoever becomes the first owner.
create table sign_in_links (
  id text collate "C" primary key,
  token_hash bytea not null unique,
  member_id text collate "C" references members (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_links_member on sign_in_links (member_id);

-- What the operator has set for the whole of this server, by name.
create table settings (
  key text collate "C" primary key,
  value jsonb not null,
  updated_at timestamptz not null
);
