-- Whether a person has to choose a password before anything else: the generated one is good once.
alter table person add column must_change_password boolean not null default false;
