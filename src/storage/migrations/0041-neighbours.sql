-- How requests of other agencies look, so that one that is made as the agency's own is held. The last row of a code counts.
create table neighbours (
  id text primary key,
  agency_id text not null references agencies (id),
  code text not null,
  name text not null,
  case_pattern text,
  domains text[] not null,
  places text[] not null,
  set_by text not null references users (id),
  entry_id text not null,
  set_at timestamptz not null
);
create index neighbours_by_agency on neighbours (agency_id);
create trigger append_only before update or delete on neighbours for each row execute function refuse_change();
create trigger append_only_whole before truncate on neighbours for each statement execute function refuse_change();
alter table neighbours enable row level security;
create policy own_agency on neighbours for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());
