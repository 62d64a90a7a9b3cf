-- Runs of Test Connection and their steps, stored one by one as they end.
create table test_run (
  id uuid primary key,
  account_id uuid not null references mail_account (id) on delete cascade,
  started_at timestamptz not null,
  ended_at timestamptz,
  status text
);

create index test_run_account on test_run (account_id, started_at desc);

create table test_check (
  run_id uuid not null references test_run (id) on delete cascade,
  number bigint generated always as identity,
  check_name text not null,
  status text not null,
  millis bigint,
  note text,
  error_id text,
  primary key (run_id, check_name)
);
