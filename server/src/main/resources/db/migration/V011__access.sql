-- Who may use Mailgrant itself.
create table person (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  user_name text not null unique,
  password_hash text not null,
  created_at timestamptz not null default now()
);

-- Failed guesses, counted per user name and per address, on every node.
create table sign_in_failure (
  subject text primary key,
  failures integer not null,
  blocked_until timestamptz not null
);

create table api_key (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  name text not null,
  hash bytea not null unique,
  origin text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
