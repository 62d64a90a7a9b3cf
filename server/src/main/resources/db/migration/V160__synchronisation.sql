-- What is known of the mailboxes that are watched, and which node watches which.

-- How an account is synchronised.
create table synchronisation (
  account_id uuid primary key references mail_account (id) on delete cascade,
  all_folders boolean not null default false,
  -- Messages received from here on are announced; null: from begun_at.
  announce_since timestamptz,
  -- When the account was first watched.
  begun_at timestamptz,
  -- When its POP3 mailbox was last looked at.
  drop_looked_at timestamptz,
  -- How often all folders have been looked at.
  rounds bigint not null default 0
);

-- The tables below refer to this one and not to mail_account, whose rows others lock for long.

-- How far each folder has been seen. UIDs mean something together with uid_validity only (RFC 9051 2.3.1.1).
create table watched_folder (
  id bigint generated always as identity primary key,
  account_id uuid not null references synchronisation (account_id) on delete cascade,
  -- As on the wire.
  name text not null,
  role text,
  uid_validity bigint not null,
  -- Every message below has been recorded.
  uid_next bigint not null,
  -- Messages below were there when the folder was first seen.
  baseline bigint not null,
  -- Every change up to here has been recorded; null without CONDSTORE (RFC 7162).
  mod_seq bigint,
  -- How many messages are recorded.
  messages bigint not null default 0,
  unseen bigint,
  first_total bigint not null,
  first_ended_at timestamptz,
  -- What came before this time is recorded in silence by the first synchronisation.
  announce_from timestamptz not null,
  -- The folder under the same name whose UIDs are void now; its messages are found again in this one.
  replaces bigint references watched_folder (id) on delete set null,
  retired boolean not null default false,
  compared_at timestamptz,
  looked_at timestamptz,
  missing_since timestamptz,
  -- How many messages are fetched at once; smaller where one of them breaks the fetching.
  step integer not null,
  failed_fetches integer not null default 0
);

create unique index watched_folder_name on watched_folder (account_id, name) where not retired;

-- The messages of those folders; what else is known of them stays on the server.
create table known_message (
  folder_id bigint not null,
  uid bigint not null,
  -- Hash of what finds the message again elsewhere: its Message-ID, or else date and size.
  key bigint not null,
  message_id text,
  octets bigint not null,
  received_at timestamptz,
  flags text not null,
  primary key (folder_id, uid)
);

create index known_message_key on known_message (key);

-- In place of a foreign key, which would be checked for every one of a million rows.
create function forget_known_messages() returns trigger language plpgsql as $$
begin
  delete from known_message where folder_id = old.id;
  return null;
end
$$;

create trigger forget_known_messages after delete on watched_folder
  for each row execute function forget_known_messages();

-- Arrivals and departures that may turn out to be the two halves of a move.
create table pending_change (
  id bigint generated always as identity primary key,
  account_id uuid not null references synchronisation (account_id) on delete cascade,
  -- 'arrival' or 'departure'
  kind text not null,
  key bigint not null,
  octets bigint not null,
  received_at timestamptz,
  -- What the API calls the message.
  message text not null,
  -- When all folders have been looked at so often, it was none.
  due_round bigint not null,
  data jsonb not null
);

create index pending_change_key on pending_change (account_id, key);

-- Messages that POP3 servers named; kept for a while after they are gone, so that none is announced twice.
create table known_drop (
  account_id uuid not null references synchronisation (account_id) on delete cascade,
  uid text not null,
  seen_at timestamptz not null,
  primary key (account_id, uid)
);

-- Nodes that are alive, by the clock of the database.
create table watch_node (
  id uuid primary key,
  alive_until timestamptz not null
);

-- Who watches which account. A claim counts while its node is alive.
create table watched_account (
  account_id uuid primary key references mail_account (id) on delete cascade,
  -- Whether it is to be watched at all: it is signed in and not disabled.
  wanted boolean not null,
  -- Grows when something was changed that the watcher has to know.
  revision bigint not null default 0,
  node_id uuid,
  claim uuid,
  claimed_revision bigint,
  next_try_at timestamptz,
  failures integer not null default 0,
  trouble text,
  trouble_since timestamptz,
  -- How: 'idle', 'poll' or 'pop3'; null while there is no session.
  way text,
  looked_at timestamptz
);

create index watched_account_node on watched_account (node_id);
