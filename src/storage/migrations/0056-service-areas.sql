-- The area that an agency serves, so that a request for an incident elsewhere is held. The last row of an agency counts.
create table service_areas (
  id text primary key,
  agency_id text not null references agencies (id),
  places_json text not null,
  words text not null,
  set_by text not null references users (id),
  entry_id text not null,
  set_at timestamptz not null
);
create index service_areas_by_agency on service_areas (agency_id, set_at);
create trigger append_only before update or delete on service_areas for each row execute function refuse_change();
create trigger append_only_whole before truncate on service_areas for each statement execute function refuse_change();
alter table service_areas enable row level security;
create policy own_agency on service_areas for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());
