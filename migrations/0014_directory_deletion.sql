-- The deletion of directories and organizations: it is marked at once, and what they hold is removed in the background
-- (src/directory/deletion.ts).
alter table directories
  -- What a paused directory goes back to when it is resumed; null while it is not paused.
  add column resumes_as text;
create index directories_deleting on directories (organization_id, id) where state = 'deleting';

-- Set when an organization is deleted: from then on nobody finds it. Its row goes last.
alter table organizations add column deleted_at timestamptz;
create index organizations_deleted on organizations (id) where deleted_at is not null;

-- Streams of directories and organizations that are gone. Their events stay in the log until retention, and until then
-- what tells how far they are fed and delivered stays too.
create table ended_streams (
  organization_id text collate "C" not null,
  stream_id text collate "C" not null,
  primary key (organization_id, stream_id)
);
