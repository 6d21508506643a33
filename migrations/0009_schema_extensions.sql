-- What an organization adds to the SCIM schemas of users and groups (RFC 7643 section 3.3). An extension is read and
-- written as a whole, so its attributes are one document.
create table schema_extensions (
  organization_id text collate "C" not null references organizations (id),
  id text collate "C" not null,
  resource_type text not null check (resource_type in ('User', 'Group')),
  urn text not null,
  -- The URN in lower case: URNs are compared without case.
  urn_key text collate "C" not null,
  name text not null,
  description text not null,
  required boolean not null,
  attributes jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
);
create unique index schema_extensions_urn on schema_extensions (organization_id, urn_key);
