-- Messages accepted for sending. The row is the promise: what was answered with success stands here.
create table outbox_message (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  account_id uuid not null references mail_account (id) on delete cascade,
  idempotency_key text,
  body_hash bytea,
  message_id text not null,
  state text not null,
  sender text not null,
  recipients text[] not null,
  subject text not null,
  content bytea not null,
  attempts integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz,
  next_attempt_at timestamptz,
  taken_until timestamptz,
  error_id text,
  unique (account_id, idempotency_key)
);

create index outbox_message_due on outbox_message (next_attempt_at) where state in ('QUEUED', 'DEFERRED', 'SENDING');
create index outbox_message_account on outbox_message (account_id, created_at desc);
