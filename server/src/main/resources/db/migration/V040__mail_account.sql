-- A mail account: the connection to one mailbox. Secrets are elsewhere.
create table mail_account (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  type text not null,
  account_name text not null,
  sender_name text not null,
  sender_email text not null,
  use_oauth boolean not null,
  username text not null,
  mailbox_address text,
  cloud text,
  sent_copy text,
  smtp_username text,
  imap_host text,
  imap_port integer,
  imap_security text,
  pop3_host text,
  pop3_port integer,
  pop3_security text,
  smtp_host text,
  smtp_port integer,
  smtp_security text,
  state text not null,
  state_since timestamptz not null,
  signed_in boolean not null,
  mapped boolean not null,
  last_proved_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null
);

create unique index mail_account_name on mail_account (organization_id, lower(account_name));

create table account_password (
  account_id uuid not null references mail_account (id) on delete cascade,
  used_for text not null,
  sealed bytea not null,
  primary key (account_id, used_for)
);
