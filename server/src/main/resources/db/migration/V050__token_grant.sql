-- What a sign-in left, one row an account. Both tokens are sealed and bound to the row.
create table token_grant (
  account_id uuid primary key references mail_account (id) on delete cascade,
  registration_id uuid not null,
  username text not null,
  other_names text not null,
  tenant text,
  object_id text,
  subject text not null,
  display_name text,
  requested text not null,
  granted text not null,
  signed_in_at timestamptz not null,
  refreshed_at timestamptz not null,
  refresh_token bytea not null,
  access_token bytea,
  access_obtained_at timestamptz,
  access_expires_at timestamptz,
  dead_since timestamptz
);

create index token_grant_at_rest on token_grant (refreshed_at) where dead_since is null;
