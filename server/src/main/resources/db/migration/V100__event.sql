-- The log of what happened, one order for each organization, and who is told of it.
--
-- The trap: numbers that are drawn while a transaction runs are not in the order of the commits. A reader that
-- has seen number 8 and asks for what comes after it never sees number 7, if 7 commits later.
-- So a number is given after the commit. Transactions add to event_arrival; number_events() moves what has been
-- committed into event and numbers it, one caller at a time for each organization (the row of event_sequence is
-- locked). Whoever sees number n sees everything below n, for good.
-- Ways not taken: one locked counter in the writing transactions lets only one of them commit at a time, and
-- deadlocks with the rows that they lock; a horizon of transaction ids (pg_snapshot_xmin) waits for the slowest
-- transaction of the whole cluster, and breaks when the database moves to another cluster by dump and restore.

create table event_sequence (
  organization_id uuid primary key references organization (id),
  -- The number of the newest event; there are no gaps.
  last bigint not null default 0
);

create table event_arrival (
  -- Drawn without a cache: what was added after another transaction had committed has the greater position.
  position bigint generated always as identity primary key,
  organization_id uuid not null references organization (id),
  id uuid not null,
  type text not null,
  account_id uuid,
  message text,
  occurred_at timestamptz not null,
  data jsonb not null
);

-- Events outlive the accounts and messages they tell of: no reference to those.
create table event (
  organization_id uuid not null references organization (id),
  number bigint not null,
  id uuid not null,
  type text not null,
  account_id uuid,
  message text,
  occurred_at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, number)
);

create index event_account on event (organization_id, account_id, number);
create index event_type on event (organization_id, type, number);

-- Numbers what has arrived, at most 5,000 at once, and returns the newest number. Every statement in it has a
-- snapshot of its own, so what is read inside the lock is at least as new as the lock. It is one call of the
-- server: a client that freezes cannot hold the lock.
create function number_events(of_organization uuid) returns bigint language plpgsql as $$
declare
  newest bigint;
  moved bigint;
begin
  if not exists (select from event_arrival where organization_id = of_organization) then
    return coalesce((select last from event_sequence where organization_id = of_organization), 0);
  end if;
  insert into event_sequence (organization_id) values (of_organization) on conflict do nothing;
  select last into newest from event_sequence where organization_id = of_organization for update;
  with due as (
    select * from event_arrival where organization_id = of_organization order by position limit 5000
  ), gone as (
    delete from event_arrival arrival using due where arrival.position = due.position
  )
  insert into event (organization_id, number, id, type, account_id, message, occurred_at, data)
    select organization_id, newest + row_number() over (order by position), id, type, account_id, message,
      occurred_at, data
    from due;
  get diagnostics moved = row_count;
  update event_sequence set last = newest + moved where organization_id = of_organization;
  return newest + moved;
end
$$;

-- Where somebody wants to be told. The secrets are sealed; the older one signs too until its time is over.
create table webhook_endpoint (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  url text not null,
  description text not null,
  -- Empty: all.
  types text[] not null,
  accounts uuid[] not null,
  state text not null,
  state_reason text,
  state_since timestamptz not null,
  secret bytea not null,
  older_secret bytea,
  older_secret_until timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null
);

create index webhook_endpoint_organization on webhook_endpoint (organization_id, created_at);

-- How far each endpoint has been told. "cursor" is the number of the last event that it took or that its filter
-- leaves out. Who delivers holds a lease (taken_by, taken_at, taken_until), by the clock of the database.
create table webhook_delivery (
  endpoint_id uuid primary key references webhook_endpoint (id) on delete cascade,
  cursor bigint not null,
  taken_by uuid,
  taken_at timestamptz,
  taken_until timestamptz,
  attempts integer not null default 0,
  failing_since timestamptz,
  next_attempt_at timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_failure text
);
