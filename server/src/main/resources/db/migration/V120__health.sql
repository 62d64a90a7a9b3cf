-- How every connected account is doing: one light for reading (inbound) and one for sending (outbound). The row is
-- also the schedule: whoever claims a due one proves the account, and loses the claim with its lease.
create table account_health (
  account_id uuid primary key references mail_account (id) on delete cascade,
  organization_id uuid not null references organization (id),
  -- The cloud, or the host of a generic account: those who share it share its outages.
  place text not null,
  -- Null while there is nothing to sign in with.
  next_proof_at timestamptz,
  -- Somebody wants to know at once.
  asked_at timestamptz,
  claim uuid,
  claimed_at timestamptz,
  claimed_until timestamptz,
  proved_at timestamptz,
  inbound_light text not null default 'unknown' check (inbound_light in ('ok', 'trouble', 'unknown')),
  inbound_since timestamptz,
  -- Failed proofs in a row, since when, and what the last one showed.
  inbound_failures integer not null default 0,
  inbound_failing_since timestamptz,
  inbound_code text,
  inbound_error_id text,
  inbound_cause text,
  inbound_passing boolean not null default false,
  inbound_ok_at timestamptz,
  outbound_light text not null default 'unknown' check (outbound_light in ('ok', 'trouble', 'unknown')),
  outbound_since timestamptz,
  outbound_failures integer not null default 0,
  outbound_failing_since timestamptz,
  outbound_code text,
  outbound_error_id text,
  outbound_cause text,
  outbound_passing boolean not null default false,
  outbound_ok_at timestamptz
);

create index account_health_due on account_health (next_proof_at) where next_proof_at is not null;
create index account_health_organization on account_health (organization_id);
create index account_health_place on account_health (place);

-- Every proof of the last 90 days. A code of null where it was tried means that it worked.
create table account_proof (
  id bigint generated always as identity primary key,
  account_id uuid not null references mail_account (id) on delete cascade,
  place text not null,
  at timestamptz not null,
  inbound_tried boolean not null,
  inbound_code text,
  outbound_tried boolean not null,
  outbound_code text,
  -- It failed, and by nothing that anybody has to mend.
  passing boolean not null,
  millis integer not null
);

create index account_proof_account on account_proof (account_id, at);
create index account_proof_at on account_proof (at);

-- A disturbance of a provider, seen by many accounts at once.
create table outage (
  id uuid primary key,
  place text not null,
  code text not null,
  since timestamptz not null,
  until timestamptz,
  -- The most that were concerned at a time.
  accounts integer not null
);

create unique index outage_open on outage (place) where until is null;
create index outage_since on outage (since desc);

-- What people are told of, one row a cause: it lasts from since to over_at, and told_at is remembered beyond that, so
-- that a cause which comes and goes is told once a day.
create table health_trouble (
  organization_id uuid not null references organization (id) on delete cascade,
  cause text not null,
  code text not null,
  error_id text,
  since timestamptz not null,
  accounts uuid[] not null,
  told_at timestamptz,
  over_at timestamptz,
  primary key (organization_id, cause)
);

-- Warnings that were given: each once.
create table health_warning (
  organization_id uuid not null references organization (id) on delete cascade,
  kind text not null,
  subject text not null,
  stage text not null,
  told_at timestamptz not null,
  primary key (organization_id, kind, subject, stage)
);

-- Notices that wait for an account which can send them.
create table health_mail (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  concerned uuid[] not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null
);

-- What the newest refresh brought, beside what the sign-in brought; null where the authority did not say.
alter table token_grant add column granted_lately text;
