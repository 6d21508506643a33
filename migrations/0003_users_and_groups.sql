-- Users, groups and memberships of a directory, as its source says. Only the write path (src/directory) changes them.
create table users (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  id text collate "C" not null,
  position bigint not null,
  user_name text not null,
  user_name_key text collate "C" not null,
  external_id text collate "C",
  idp_id text collate "C" not null,
  -- Every e-mail address in lower case, for look-ups by address.
  email_keys text[] not null,
  active boolean not null,
  -- The normalised form that consumers see, the source's own form, and, as JSON that is only shown, the last request.
  attributes jsonb not null,
  document jsonb not null,
  received text,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
) with (
  -- A row is 2 to 4 KB. Kept whole it costs half as much to write as compressed or moved out of line.
  toast_tuple_target = 8160
);
create index users_id on users (id);
create unique index users_user_name on users (organization_id, directory_id, user_name_key);
create index users_position on users (organization_id, directory_id, position);
create index users_external_id on users (directory_id, external_id) where external_id is not null;
-- The source's own id is external_id, where there is one; so between them these two find a user by idp_id.
create index users_idp_id on users (directory_id, idp_id) where external_id is null;
create index users_email on users using gin (email_keys);

create table groups (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  id text collate "C" not null,
  position bigint not null,
  display_name text not null,
  display_name_key text collate "C" not null,
  external_id text collate "C",
  idp_id text collate "C" not null,
  member_count integer not null,
  document jsonb not null,
  received text,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
) with (fillfactor = 70);
create index groups_id on groups (id);
create index groups_display_name on groups (directory_id, display_name_key);
create index groups_position on groups (organization_id, directory_id, position);
create index groups_external_id on groups (directory_id, external_id) where external_id is not null;

create table memberships (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  group_id text collate "C" not null,
  member_id text collate "C" not null,
  -- user, group, or pending: named by the source but not (yet) in the directory.
  member_type text not null check (member_type in ('user', 'group', 'pending')),
  created_at timestamptz not null,
  primary key (organization_id, group_id, member_id)
);
create index memberships_member on memberships (member_id);
