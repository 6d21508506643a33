-- What applies have taken away within the last day without anybody having been asked by name: the guards of the next ones count it.
-- Only src/as-code writes.
create table overlay_removals (
  organization_id text collate "C" not null,
  kind text collate "C" not null,
  object_id text collate "C" not null,
  -- Who left the object; empty for the object itself, which was deleted.
  person_id text collate "C" not null,
  removed_at timestamptz not null,
  primary key (organization_id, kind, object_id, person_id)
);
create index overlay_removals_at on overlay_removals (removed_at);

-- Which member is behind a key: who made it, or the key that it was made with. Null where that is not known. Of the keys that are
-- there already the audit log knows it.
alter table api_keys add column member_id text collate "C";

with recursive made as (
  select target_id, actor_type, actor_id from audit_log where action = 'api_key.created' and target_id is not null
), behind as (
  select target_id as key_id, actor_id as member_id from made where actor_type = 'member' and actor_id is not null
  union
  select m.target_id, b.member_id from made m join behind b on m.actor_type = 'api_key' and m.actor_id = b.key_id
)
update api_keys k set member_id = b.member_id from behind b where k.id = b.key_id;
