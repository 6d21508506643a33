-- Search of users and groups: `search` holds their words and what they can be filtered by (src/model/search-words.ts), `name_key`
-- the name by which people are sorted. Both are made by the write path; those of rows from before are null until the leading
-- process has filled them (src/store/fill-search.ts), which finds them by an index that is empty afterwards.
alter table users add column name_key text collate "C", add column search tsvector;
alter table groups add column search tsvector;

create index users_search on users using gin (search) with (gin_pending_list_limit = 1024);
create index groups_search on groups using gin (search) with (gin_pending_list_limit = 1024);
create index users_name on users (organization_id, directory_id, name_key, id);
create index users_not_searchable on users (id) where search is null;
create index groups_not_searchable on groups (id) where search is null;

-- What became of one user or group: its own events, and those of groups that it joined or left.
create index events_object on events (object_id, seq);
create index events_member on events ((coalesce(data->'user'->>'id', data->'member_group'->>'id')), seq)
  where type in ('dsync.group.user_added', 'dsync.group.user_removed', 'muster.group.group_added',
    'muster.group.group_removed');

-- The requests that wrote to one user or group. Those that only read are most, and are not looked for.
create index scim_requests_resource on scim_requests (resource_id, id) where resource_id is not null and method <> 'GET';
create index staged_removals_object on staged_removals (organization_id, object_id, id);

-- The groups that a group is in, and the other way round.
create index memberships_group_members on memberships (organization_id, group_id, member_id) where member_type = 'group';
