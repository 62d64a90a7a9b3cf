-- Who may work at the plan for a time without being an administrator here. The link is kept as a hash.
create table migration_delegation (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  name text not null,
  token_hash bytea not null unique,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);
