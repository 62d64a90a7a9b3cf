-- The migration plan: one row for each account that is to be changed, retained or deleted. It outlives the accounts.
create table migration_entry (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  account_id uuid unique,
  account_deleted_at timestamptz,
  type text not null,
  account_name text not null,
  sender_name text not null,
  sender_email text not null,
  username text not null,
  mailbox_address text not null,
  imap text not null,
  pop3 text not null,
  smtp text not null,
  folder_mapping text not null,
  owner_name text not null,
  owner_email text not null,
  used_by text not null,
  decision text not null,
  due_on date,
  note text not null,
  trouble_at timestamptz,
  trouble_error_id text,
  trouble_title text,
  trouble_actor text,
  created_at timestamptz not null,
  version bigint not null default 1
);

create index migration_entry_plan on migration_entry (organization_id, lower(account_name));

-- A list that was uploaded and looked through, until somebody says that it is to be imported.
create table migration_upload (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  content bytea not null,
  made_at timestamptz not null
);
