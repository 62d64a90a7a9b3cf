-- Sending in order and at the provider's pace: one worker an account, and what became of each message.
alter table outbox_message
  add column seq bigint generated always as identity,
  add column ended_at timestamptz,
  -- When trying began anew, after a pause that was not the message's fault.
  add column tried_since timestamptz,
  -- Recipients still to be reached; null: all of them.
  add column pending text[],
  -- Recipients that the server refused: [{"address", "reply"}].
  add column refused jsonb,
  add column content_octets bigint,
  add column scheduled_for timestamptz,
  -- DUE, FILED, BY_PROVIDER, NONE or MISSED; null while the message has not left.
  add column copy_state text,
  add column copy_due_at timestamptz,
  add column copy_attempts integer not null default 0,
  -- The account that was asked to send, where another one does, and why.
  add column asked_account_id uuid,
  add column sent_through text,
  add column on_behalf_of text;

alter table outbox_message alter column content drop not null;

-- A key belongs to the account that was asked, whichever one sends.
alter table outbox_message add column key_account_id uuid;
update outbox_message set key_account_id = account_id where idempotency_key is not null;
alter table outbox_message drop constraint outbox_message_account_id_idempotency_key_key;
create unique index outbox_message_keyed on outbox_message (key_account_id, idempotency_key) where idempotency_key is not null;

drop index outbox_message_due;
create index outbox_message_pending on outbox_message (account_id, next_attempt_at, seq) where state in ('QUEUED', 'DEFERRED', 'SENDING');
create index outbox_message_held on outbox_message (account_id, seq) where state = 'HELD';
create index outbox_message_copy on outbox_message (account_id, copy_due_at) where copy_due_at is not null;
create index outbox_message_listed on outbox_message (organization_id, created_at desc, id desc);
create index outbox_message_content on outbox_message (ended_at) where content is not null and ended_at is not null;
create index outbox_message_key on outbox_message (created_at) where idempotency_key is not null;

-- One row an account that sends. Whoever holds its lease is the only one to send for it.
create table outbox_lane (
  account_id uuid primary key references mail_account (id) on delete cascade,
  organization_id uuid not null references organization (id),
  -- Who signs in where: what the provider's limits are counted for.
  mailbox text not null,
  -- Sessions at once for the mailbox; null: as many as there are accounts.
  connections integer,
  lease uuid,
  leased_until timestamptz,
  served_at timestamptz,
  paused_until timestamptz,
  -- Failures of the account or its server since a message last left.
  failures integer not null default 0,
  -- Of the failure for which messages are held without being tried; null: none.
  held_error_id text,
  -- Whether that failure was met after the sign-in.
  held_signed_in boolean not null default false,
  copy_lease uuid,
  copy_leased_until timestamptz
);

insert into outbox_lane (account_id, organization_id, mailbox)
select distinct account_id, organization_id, account_id::text from outbox_message;

-- What a mailbox with a limit has sent, second by second.
create table outbox_spent (
  mailbox text not null,
  at timestamptz not null,
  messages integer not null,
  recipients integer not null,
  primary key (mailbox, at)
);
