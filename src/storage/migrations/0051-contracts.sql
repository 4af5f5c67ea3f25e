-- What the agency has with a face-search service from which day on; the last row that speaks of a day counts on it. Nothing is changed.
create table service_contracts (
  id text primary key,
  agency_id text not null references agencies (id),
  service text not null,
  status text not null,
  from_day text not null,
  until_day text,
  why text not null,
  recorded_by text not null references users (id),
  entry_id text not null,
  recorded_at timestamptz not null
);
create index service_contracts_by_agency on service_contracts (agency_id);
create trigger append_only before update or delete on service_contracts for each row execute function refuse_change();
create trigger append_only_whole before truncate on service_contracts for each statement execute function refuse_change();
alter table service_contracts enable row level security;
create policy own_agency on service_contracts for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());
