-- Links with which one person signs in for one account. The link is kept as a hash.
create table migration_invitation (
  id uuid primary key,
  entry_id uuid not null references migration_entry (id) on delete cascade,
  token_hash bytea not null unique,
  sent_to text,
  invited_by text not null,
  reminder boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz
);

create index migration_invitation_entry on migration_invitation (entry_id, created_at desc);
