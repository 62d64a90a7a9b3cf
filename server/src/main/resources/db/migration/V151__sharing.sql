-- Who of the application's people may use which account, as whom else it sends, and what stands in for it.
create table account_share (
  account_id uuid not null references mail_account (id) on delete cascade,
  organization_id uuid not null references organization (id),
  user_id text not null,
  rights text[] not null,
  primary key (account_id, user_id)
);

create index account_share_user on account_share (organization_id, user_id);

create table account_sender (
  account_id uuid not null references mail_account (id) on delete cascade,
  address text not null,
  primary key (account_id, address)
);

create table email_policy (
  organization_id uuid primary key references organization (id),
  use_integrated boolean not null,
  fallback_account_id uuid references mail_account (id) on delete set null,
  users_off text[] not null,
  accounts_off uuid[] not null
);
