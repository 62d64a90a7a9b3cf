-- Accounts on their way from password to OAuth, and accounts that were deleted and can still be brought back.
create table account_conversion (
  account_id uuid primary key references mail_account (id) on delete cascade,
  type text not null,
  cloud text not null,
  username text not null,
  mailbox_address text,
  begun_at timestamptz not null,
  proved_at timestamptz,
  proved_version bigint,
  switched_at timestamptz,
  confirmed_at timestamptz,
  settings_before jsonb,
  rollback_until timestamptz
);

create index account_conversion_window on account_conversion (rollback_until) where rollback_until is not null;

alter table mail_account add column parked_at timestamptz;
drop index mail_account_name;
create unique index mail_account_name on mail_account (organization_id, lower(account_name)) where parked_at is null;
create index mail_account_parked on mail_account (parked_at) where parked_at is not null;

alter table login_attempt add column for_conversion boolean not null default false;
alter table login_attempt add column guest boolean not null default false;
