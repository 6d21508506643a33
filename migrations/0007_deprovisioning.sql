-- What it means when a source deactivates or deletes users (docs/reference/deprovisioning.md).
alter table directories
  add column deprovisioning_policy text not null default 'suspend'
    check (deprovisioning_policy in ('suspend', 'delete_after_grace', 'keep')),
  add column grace_days integer not null default 30 check (grace_days between 1 and 365),
  add column restore_days integer not null default 30 check (restore_days between 0 and 365),
  -- True from a change of the policy until the users that were there are in line with it.
  add column is_out_of_line boolean not null default false;
create index directories_out_of_line on directories (organization_id, id) where is_out_of_line;
create index directories_grace on directories (organization_id, id)
  where deprovisioning_policy = 'delete_after_grace';

-- Since when the source says that the user is inactive; null while it says active. Only inactive users are in the index,
-- so that a user who comes costs nothing.
alter table users add column inactive_since timestamptz;
update users set inactive_since = updated_at where not active;
create index users_inactive on users (organization_id, directory_id, inactive_since, id)
  where inactive_since is not null;

-- Deleted users that can be restored, and that keep their id when they are rehired: the row that was in users, the
-- groups that held it, and who deleted it.
create table deleted_users (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  id text collate "C" not null,
  position bigint not null,
  user_name text not null,
  user_name_key text collate "C" not null,
  external_id text collate "C",
  idp_id text collate "C" not null,
  active boolean not null,
  inactive_since timestamptz,
  attributes jsonb not null,
  document jsonb not null,
  received text,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  group_ids text[] not null,
  deleted_at timestamptz not null,
  deleted_by jsonb not null,
  primary key (organization_id, id)
);
create index deleted_users_id on deleted_users (id);
create index deleted_users_directory on deleted_users (organization_id, directory_id, id);
-- Whom a new user may be: one with the same externalId, or, without one, with the same userName.
create index deleted_users_external_id on deleted_users (organization_id, directory_id, external_id)
  where external_id is not null;
create index deleted_users_user_name on deleted_users (organization_id, directory_id, user_name_key)
  where external_id is null;
create index deleted_users_deleted_at on deleted_users (organization_id, directory_id, deleted_at);
