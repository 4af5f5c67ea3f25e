-- Courses, exams and certificates. What was answered, issued, suspended and decided is recorded for good.

-- What a certificate covers, where it came from, and the credential that was signed for it. Certificates recorded before this
-- migration were recorded by hand and cover searching and examining.
alter table certificates
  add column covers text[] not null default '{search,examine}',
  add column origin text not null default 'recorded',
  add column status_index integer unique,
  add column credential text,
  add column exam_id text unique,
  add column practical_id text unique;
alter table certificates alter column covers drop default, alter column origin drop default;

-- Suspensions, revocations and reinstatements, one after another; the last says how a certificate stands.
create table certificate_acts (
  id text primary key,
  certificate_id text not null references certificates (id),
  n integer not null,
  act text not null,
  reason text not null,
  acted_by text references users (id),
  entry_id text not null,
  acted_at timestamptz not null,
  unique (certificate_id, n)
);
-- Nothing revoked one before; should a row say so all the same, it stays revoked.
insert into certificate_acts
  select 'before-0013-' || id, id, 1, 'revoked', 'revoked before reasons were recorded', null, '', revoked_at
  from certificates where revoked_at is not null;
alter table certificates drop column revoked_at;

create table lesson_reads (
  id text primary key,
  user_id text not null references users (id),
  course text not null,
  course_version text not null,
  lesson text not null,
  read_at timestamptz not null
);
create index lesson_reads_by_user on lesson_reads (user_id, course);

-- An exam or an exercise that was drawn for somebody; an attempt without a result after its time was failed.
create table training_attempts (
  id text primary key,
  user_id text not null references users (id),
  course text not null,
  course_version text not null,
  part text not null,
  items_json text not null,
  started_at timestamptz not null,
  ends_at timestamptz not null
);
create index training_attempts_by_user on training_attempts (user_id, course);

create table training_results (
  attempt_id text primary key references training_attempts (id),
  answers_json text not null,
  outcome_json text not null,
  passed boolean not null,
  ended_at timestamptz not null
);

-- Certificates from elsewhere, with their evidence, and what was decided about them.
create table certificate_imports (
  id text primary key,
  user_id text not null references users (id),
  course text not null,
  issuer text not null,
  covers text[] not null,
  valid_from text not null,
  valid_to text not null,
  evidence_blob_id text not null,
  evidence_sha256 text not null,
  evidence_type text not null,
  offered_by text not null references users (id),
  offered_at timestamptz not null
);

create table certificate_import_decisions (
  import_id text primary key references certificate_imports (id),
  approved boolean not null,
  reason text not null,
  decided_by text not null references users (id),
  certificate_id text references certificates (id),
  decided_at timestamptz not null
);

do $$
declare
  append_only text;
begin
  foreach append_only in array array[
    'certificates', 'certificate_acts', 'lesson_reads', 'training_attempts', 'training_results', 'certificate_imports',
    'certificate_import_decisions'
  ] loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      append_only
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      append_only
    );
  end loop;
end $$;

-- Rows of an agency's own people; the rows behind these subqueries are seen through the rules of those tables.
do $$
declare
  own record;
begin
  for own in select * from (values
    ('certificate_acts', 'certificate_id in (select id from certificates)'),
    ('lesson_reads', 'user_id in (select id from users)'),
    ('training_attempts', 'user_id in (select id from users)'),
    ('training_results', 'attempt_id in (select id from training_attempts)'),
    ('certificate_imports', 'user_id in (select id from users)'),
    ('certificate_import_decisions', 'import_id in (select id from certificate_imports)')
  ) as rules (table_name, rule) loop
    execute format('alter table %I enable row level security', own.table_name);
    execute format(
      'create policy own_agency on %I for all to casebound_agency using (%s) with check (%s)',
      own.table_name, own.rule, own.rule
    );
  end loop;
end $$;
