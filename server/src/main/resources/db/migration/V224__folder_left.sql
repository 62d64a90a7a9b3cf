-- A folder that is not watched for now. What is known of it stays, so that nothing is told twice when it is watched again.
alter table watched_folder add column left_at timestamptz;
