-- What is done about messages of which nobody can tell whether they left.
alter table outbox_message
  -- How often the Sent folder was looked into since the message came to its state.
  add column looks integer not null default 0,
  -- When a message in doubt is looked for again by itself; null: not any more.
  add column look_at timestamptz,
  -- Whether it was in doubt before somebody let it go: it is looked for before it is sent.
  add column doubted boolean not null default false;

create index outbox_message_look on outbox_message (look_at, account_id) where state = 'UNKNOWN' and look_at is not null;
