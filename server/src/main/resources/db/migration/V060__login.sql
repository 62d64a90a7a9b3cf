-- One press of Login. The state is kept as a hash; nonce and code verifier are sealed.
create table login_attempt (
  id uuid primary key,
  account_id uuid not null references mail_account (id) on delete cascade,
  registration_id uuid not null,
  state_hash bytea not null unique,
  nonce bytea not null,
  code_verifier bytea not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- How attempts ended, for the page that the browser is led to.
create table login_result (
  id uuid primary key,
  result jsonb not null,
  made_at timestamptz not null
);
