-- In which language Mailgrant writes to people of an organization where nobody asked; null: that of the installation.
alter table organization add column language text;
