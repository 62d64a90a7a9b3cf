-- The plan is read in pages by name, and the lines of accounts apart from the many that a list may bring.
drop index migration_entry_plan;
create index migration_entry_by_name on migration_entry (organization_id, lower(account_name), id);
create index migration_entry_of_accounts on migration_entry (organization_id) where account_id is not null;
