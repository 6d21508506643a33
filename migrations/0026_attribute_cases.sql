-- Attributes of people about which peers differ, where the organization's documents have a person decide. Only src/people writes.

create table attribute_cases (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  person_id text collate "C" not null,
  attribute text not null,
  state text not null check (state in ('open', 'decided', 'obsolete')),
  -- What each user says: of an open case now, of one that is decided as it was then.
  claims jsonb not null,
  -- The user whose word counts.
  chosen_user_id text collate "C",
  opened_at timestamptz not null,
  decided_at timestamptz,
  primary key (organization_id, id)
);
-- Beside a decision there can be a case anew: somebody says what was not known when it was made.
create unique index attribute_cases_open on attribute_cases (organization_id, person_id, attribute) where state = 'open';
create index attribute_cases_decided on attribute_cases (organization_id, person_id) where state = 'decided';
create index attribute_cases_state on attribute_cases (organization_id, state, id);
create index attribute_cases_id on attribute_cases (id);
create index attribute_cases_person on attribute_cases (organization_id, person_id, id);

-- Who became one with somebody.
create index former_people_merged on former_people (organization_id, merged_into) where merged_into is not null;
