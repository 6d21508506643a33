-- How far the setting up of a directory has come: which steps are done, and where whoever does it has stopped.
create table directory_setups (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  -- What was chosen, by its id in the list of providers.
  provider text,
  steps_done text[] not null default '{}',
  current_step text,
  -- The portal link by which it was begun; null where an operator did.
  link_id text collate "C",
  started_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (organization_id, directory_id)
);

-- A link may lead straight to one directory of its organization.
alter table portal_links add column directory_id text collate "C";
