-- Names that some face search elsewhere produced in a case. Such a person never becomes a lead of ours in it. The person may leave the
-- gallery; what was declared stays.
create table elsewhere_names (
  id text primary key,
  agency_id text not null references agencies (id),
  case_number text not null,
  case_key text not null,
  kind text not null,
  system text not null,
  operator text not null,
  image text not null,
  found_on text not null,
  person_id text,
  words text not null,
  disclose_to text not null,
  declared_by text not null references users (id),
  entry_id text not null,
  declared_at timestamptz not null
);
create index elsewhere_names_by_case on elsewhere_names (agency_id, case_key);
create trigger append_only before update or delete on elsewhere_names for each row execute function refuse_change();
create trigger append_only_whole before truncate on elsewhere_names for each statement execute function refuse_change();
alter table elsewhere_names enable row level security;
create policy own_agency on elsewhere_names for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());
