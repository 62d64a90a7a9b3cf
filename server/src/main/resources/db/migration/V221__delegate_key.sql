-- The API key of a delegate, for those who work at the plan with a program.
alter table migration_delegation add column api_key_id uuid;
