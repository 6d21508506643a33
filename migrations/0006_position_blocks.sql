-- How many users and groups of a directory have a position in a block of 1,024 positions, kept by the statements that
-- insert and delete them. Deletions leave holes in the positions, so that the position of the 400,000th user has to be
-- counted: a page far down a list counts the blocks before it, and the records of one block.
create table position_blocks (
  organization_id text collate "C" not null,
  directory_id text collate "C" not null,
  -- position >> 10
  block bigint not null,
  users integer not null,
  groups integer not null,
  primary key (organization_id, directory_id, block)
) with (fillfactor = 50);

insert into position_blocks (organization_id, directory_id, block, users, groups)
select organization_id, directory_id, position >> 10, sum(users), sum(groups)
from (
  select organization_id, directory_id, position, 1 as users, 0 as groups from users
  union all
  select organization_id, directory_id, position, 0, 1 from groups
) records
group by 1, 2, 3;

-- What PostgreSQL expects of a directory. It would take the conditions on organization and directory for independent, and
-- the average directory for any directory; if it is small, it reads a large one whole to find one record by its key. So
-- it is told that a directory is a part of its organization, and to expect a fiftieth of the table (of groups, which are
-- fewer, a tenth), which is more than any key finds. A directory that is larger than that it knows by itself.
create statistics users_scope (dependencies) on organization_id, directory_id from users;
create statistics groups_scope (dependencies) on organization_id, directory_id from groups;
create statistics memberships_scope (dependencies) on organization_id, directory_id from memberships;
alter table users alter organization_id set (n_distinct = 50), alter directory_id set (n_distinct = 50);
alter table groups alter organization_id set (n_distinct = 10), alter directory_id set (n_distinct = 10);
alter table memberships alter organization_id set (n_distinct = 50), alter directory_id set (n_distinct = 50);
