-- Services that only an agency's own register names, as they stood when the agency put on record what it has with them. The last row counts.
create table own_services (
  id text primary key,
  agency_id text not null references agencies (id),
  service text not null,
  service_json text not null,
  recorded_by text not null references users (id),
  entry_id text not null,
  recorded_at timestamptz not null
);
create index own_services_by_agency on own_services (agency_id);
create trigger append_only before update or delete on own_services for each row execute function refuse_change();
create trigger append_only_whole before truncate on own_services for each statement execute function refuse_change();
alter table own_services enable row level security;
create policy own_agency on own_services for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());
