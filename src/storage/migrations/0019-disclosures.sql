-- Hidden values of the log that were opened for somebody: which, by whom, for whom, on what order. The entry says it in public,
-- but for the names; here an agency finds its own.
create table disclosures (
  id text primary key,
  agency_id text not null references agencies (id),
  -- The entry whose values were opened, and where it stands.
  opened_entry_id text not null,
  opened_index bigint not null,
  fields_json text not null,
  audience text not null,
  recipient text not null,
  order_reference text,
  opened_by text not null references users (id),
  -- The entry that tells of it.
  entry_id text not null,
  opened_at timestamptz not null
);
create index disclosures_by_entry on disclosures (opened_entry_id);
create trigger append_only before update or delete on disclosures for each row execute function refuse_change();
create trigger append_only_whole before truncate on disclosures for each statement execute function refuse_change();
alter table disclosures enable row level security;
create policy own_agency on disclosures for all to casebound_agency
  using (agency_id = acting_agency()) with check (agency_id = acting_agency());
