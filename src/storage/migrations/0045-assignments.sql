-- Who examines a search as the second, assigned by the system when the first conclusion is sealed. Rows are added only; the one with the
-- highest number of a search counts.
create table assignments (
  id text primary key,
  search_id text not null references searches (id),
  n integer not null check (n >= 1),
  examiner_id text not null references users (id),
  -- first-sealed, supervisor, overdue or not-eligible
  cause text not null,
  -- Of a supervisor: why he took it from the one before, and who he is.
  reason text,
  assigned_by text references users (id),
  due_at timestamptz not null,
  entry_id text not null,
  assigned_at timestamptz not null,
  unique (search_id, n)
);
create index assignments_by_examiner on assignments (examiner_id);

create trigger append_only before update or delete on assignments for each row execute function refuse_change();
create trigger append_only_whole before truncate on assignments for each statement execute function refuse_change();
alter table assignments enable row level security;
create policy own_agency on assignments for all to casebound_agency
  using (search_id in (select id from searches)) with check (search_id in (select id from searches));

-- The part of the agency that a person works in; a second examiner comes from another one where that is possible.
alter table users add column unit text;
