-- Domains of organizations, and links to the portal.
alter table organizations add column allow_profiles_outside_organization boolean not null default false;

-- A domain belongs to one organization among all, so the table is shared, not distributed.
create table organization_domains (
  id text collate "C" primary key,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  -- In lower case.
  domain text collate "C" not null,
  state text not null check (state in ('pending', 'verified', 'failed')),
  verification_strategy text not null check (verification_strategy in ('dns', 'manual')),
  verification_token text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index organization_domains_domain on organization_domains (domain);
create index organization_domains_organization on organization_domains (organization_id, id);

-- Links that open the portal for one organization. Of the token only its hash is kept.
create table portal_links (
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  id text collate "C" not null,
  hash bytea not null,
  intent text not null,
  return_url text,
  success_url text,
  it_contact_emails text[] not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create index portal_links_hash on portal_links (hash);
create index portal_links_id on portal_links (id);

-- Keys are listed by their organization and end with it.
create index api_keys_organization on api_keys (organization_id, id);
