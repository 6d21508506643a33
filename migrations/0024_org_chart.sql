-- Who stands at the top of an organization, or nowhere in its chart: people without a manager, by name.
create index people_top on people (organization_id, display_name_key, id) where manager_id is null;
