-- Who is awaited: memberships whose member the directory does not hold yet, by the id or externalId that names it. They
-- are few, so the index costs next to nothing, and every new user and group is looked up in it.
create index memberships_pending on memberships (directory_id, member_id) where member_type = 'pending';
