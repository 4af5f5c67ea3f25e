-- A search that its requester or a supervisor withdrew before it was concluded: nobody examines it any more.
create table withdrawals (
  search_id text primary key references searches (id),
  withdrawn_by text not null references users (id),
  reason text not null,
  entry_id text not null,
  withdrawn_at timestamptz not null
);
create trigger append_only before update or delete on withdrawals for each row execute function refuse_change();
create trigger append_only_whole before truncate on withdrawals for each statement execute function refuse_change();
alter table withdrawals enable row level security;
create policy own_agency on withdrawals for all to casebound_agency
  using (search_id in (select id from searches)) with check (search_id in (select id from searches));
