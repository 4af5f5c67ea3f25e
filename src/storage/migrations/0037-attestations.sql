-- From a finding of outside face search to its end: what the person is asked and answers, what others decide; and the yearly declaration.
create table attestations (
  id text primary key,
  agency_id text not null references agencies (id),
  finding_id text not null references outside_findings (id),
  user_id text not null references users (id),
  due_on text not null,
  asked_by text not null references users (id),
  entry_id text not null,
  asked_at timestamptz not null
);
create index attestations_by_user on attestations (user_id);
create index attestations_by_finding on attestations (finding_id);

create table attestation_answers (
  attestation_id text primary key references attestations (id),
  used boolean not null,
  answer_json text not null,
  entry_id text not null,
  answered_at timestamptz not null
);

create table finding_steps (
  id text primary key,
  finding_id text not null references outside_findings (id),
  step text not null,
  content_json text not null,
  uses integer not null,
  recorded_by text references users (id),
  entry_id text not null,
  recorded_at timestamptz not null
);
create index finding_steps_by_finding on finding_steps (finding_id);

create table declaration_rounds (
  id text primary key,
  agency_id text not null references agencies (id),
  year integer not null,
  due_on text not null,
  opened_by text not null references users (id),
  entry_id text not null,
  opened_at timestamptz not null,
  unique (agency_id, year)
);

create table declarations (
  round_id text not null references declaration_rounds (id),
  user_id text not null references users (id),
  used boolean not null,
  words text not null,
  entry_id text not null,
  declared_at timestamptz not null,
  primary key (round_id, user_id)
);

do $$
declare
  rules constant text[][] := array[
    ['attestations', 'agency_id = acting_agency()'],
    ['attestation_answers', 'attestation_id in (select id from attestations)'],
    ['finding_steps', 'finding_id in (select id from outside_findings)'],
    ['declaration_rounds', 'agency_id = acting_agency()'],
    ['declarations', 'round_id in (select id from declaration_rounds)']
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
