-- Samples of searches whose seed nobody could choose, and what an auditor found when he held them against the case files; and cases of misuse.
create table audits (
  id text primary key,
  agency_id text not null references agencies (id),
  sample_size integer not null,
  from_index bigint not null,
  words text not null,
  announced_by text not null references users (id),
  entry_id text not null,
  announced_at timestamptz not null
);
create index audits_by_agency on audits (agency_id);

create table audit_draws (
  audit_id text primary key references audits (id),
  seed_size bigint not null,
  seed_root text not null,
  search_ids text[] not null,
  entry_id text not null,
  drawn_at timestamptz not null
);

create table audit_checks (
  audit_id text not null references audits (id),
  search_id text not null references searches (id),
  says text not null,
  words text not null,
  checked_by text not null references users (id),
  entry_id text not null,
  checked_at timestamptz not null,
  primary key (audit_id, search_id)
);

create table audit_results (
  audit_id text primary key references audits (id),
  words text not null,
  signed_by text not null references users (id),
  entry_id text not null,
  signed_at timestamptz not null
);

create table misuse_cases (
  id text primary key,
  agency_id text not null references agencies (id),
  user_id text not null references users (id),
  source text not null,
  source_id text,
  words text not null,
  opened_by text not null references users (id),
  entry_id text not null,
  opened_at timestamptz not null
);
create index misuse_cases_by_user on misuse_cases (user_id);

create table misuse_steps (
  id text primary key,
  case_id text not null references misuse_cases (id),
  step text not null,
  class text,
  discipline text,
  words text not null,
  taken_by text not null references users (id),
  entry_id text not null,
  taken_at timestamptz not null
);
create index misuse_steps_by_case on misuse_steps (case_id);

do $$
declare
  rules constant text[][] := array[
    ['audits', 'agency_id = acting_agency()'],
    ['audit_draws', 'audit_id in (select id from audits)'],
    ['audit_checks', 'audit_id in (select id from audits)'],
    ['audit_results', 'audit_id in (select id from audits)'],
    ['misuse_cases', 'agency_id = acting_agency()'],
    ['misuse_steps', 'case_id in (select id from misuse_cases)']
  ];
  pair text[];
begin
  foreach pair slice 1 in array rules loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      pair[1]
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      pair[1]
    );
    execute format('alter table %I enable row level security', pair[1]);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)',
      pair[1], pair[2]
    );
  end loop;
end $$;
