-- What came back about messages that were sent (RFC 3464).
create table delivery_report (
  id uuid primary key,
  outbox_message_id uuid not null references outbox_message (id) on delete cascade,
  -- Empty where the report does not say.
  recipient text not null,
  action text not null,
  status text,
  diagnostic text,
  reported_at timestamptz not null,
  unique (outbox_message_id, recipient, action)
);

create index outbox_message_by_message_id on outbox_message (message_id);
