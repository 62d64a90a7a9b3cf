-- Which folder plays which role. "folder" is the name on the wire (modified UTF-7).
create table folder_mapping (
  account_id uuid not null references mail_account (id) on delete cascade,
  role text not null,
  folder text not null,
  primary key (account_id, role)
);
