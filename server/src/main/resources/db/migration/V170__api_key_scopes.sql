-- What an API key may do and until when; how often it was used in the present minute, on all nodes.
alter table api_key add column scopes text not null default 'admin';
alter table api_key add column expires_at timestamptz;

-- Unlogged: counting costs no flush to disk, and a crash forgets no more than a minute's count.
create unlogged table api_key_window (
  api_key_id uuid primary key references api_key (id) on delete cascade,
  started_at timestamptz not null,
  requests bigint not null
) with (fillfactor = 50);
