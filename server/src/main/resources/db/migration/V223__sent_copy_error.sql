-- Why the copy in Sent is not filed yet, or never was.
alter table outbox_message add column copy_error_id text;
