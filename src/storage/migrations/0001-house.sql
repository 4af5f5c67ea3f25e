-- The house. One dialect for PGlite and PostgreSQL. Times are timestamptz, dates are text YYYY-MM-DD (booking data
-- arrives as calendar dates without a zone). Tables marked append-only refuse UPDATE, DELETE and TRUNCATE themselves.

create table agencies (
  id text primary key,
  name text not null,
  demonstration boolean not null default false,
  created_at timestamptz not null
);

create table users (
  id text primary key,
  agency_id text not null references agencies (id),
  login text not null unique,
  name text not null,
  roles text[] not null,
  closed_at timestamptz,
  created_at timestamptz not null
);

create table sign_in_links (
  token_sha256 text primary key,
  user_id text not null references users (id),
  expires_at timestamptz not null,
  reusable boolean not null default false,
  used_at timestamptz
);

create table sessions (
  token_sha256 text primary key,
  user_id text not null references users (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

create table certificates (
  id text primary key,
  user_id text not null references users (id),
  course text not null,
  issuer text not null,
  valid_from text not null,
  valid_to text not null,
  revoked_at timestamptz,
  created_at timestamptz not null
);

create table persons (
  id text primary key,
  sex text not null,
  -- Null where the agency's manifest gives only the age at booking.
  birth_date text,
  created_at timestamptz not null
);

create table bookings (
  id text primary key,
  booking_number text not null unique,
  person_id text not null references persons (id),
  agency_code text not null,
  booked_on text not null,
  age_at_booking integer not null,
  photo_blob_id text not null,
  photo_sha256 text not null,
  face_json text not null,
  quality_json text not null,
  model_id text not null,
  template bytea not null,
  leaf_salt bytea not null,
  leaf_sha256 text not null,
  enrolled_at timestamptz not null
);
create index bookings_by_person on bookings (person_id);

create table gallery_states (
  n integer primary key,
  root text not null,
  persons integer not null,
  bookings integer not null,
  model_id text not null,
  entry_id text not null,
  created_at timestamptz not null
);

create table requests (
  id text primary key,
  agency_id text not null references agencies (id),
  requester_id text not null references users (id),
  status text not null,
  details_json text not null,
  probe_blob_id text,
  probe_sha256 text,
  probe_json text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table searches (
  id text primary key,
  request_id text not null unique references requests (id),
  agency_id text not null references agencies (id),
  requester_id text not null references users (id),
  certificate_id text not null references certificates (id),
  decision_json text not null,
  gallery_n integer not null references gallery_states (n),
  model_id text not null,
  candidate_limit integer not null,
  entry_id text not null,
  created_at timestamptz not null
);

-- How a search ended: exactly one row each, in the same transaction as its `result` or `fail` entry.
create table search_results (
  search_id text primary key references searches (id),
  ended_as text not null,
  certificate_json text,
  order_seed bytea,
  refusal_code text,
  entry_id text not null,
  created_at timestamptz not null
);

create table candidates (
  search_id text not null references searches (id),
  person_id text not null,
  booking_id text not null,
  booked_on text not null,
  rank integer not null,
  similarity text not null,
  primary key (search_id, rank),
  unique (search_id, person_id)
);

-- Who saw ranks and similarities before examining: such a person is not blind any more.
create table rank_views (
  search_id text not null references searches (id),
  user_id text not null references users (id),
  seen_at timestamptz not null,
  primary key (search_id, user_id)
);

create table examinations (
  id text primary key,
  search_id text not null references searches (id),
  position integer not null,
  examiner_id text not null references users (id),
  certificate_id text not null references certificates (id),
  conclusion text not null,
  candidate_booking_id text,
  features_json text not null,
  reason text not null,
  entry_id text not null,
  sealed_at timestamptz not null,
  unique (search_id, position),
  unique (search_id, examiner_id)
);

create table leads (
  id text primary key,
  search_id text not null unique references searches (id),
  agency_id text not null references agencies (id),
  decision text not null,
  person_id text,
  booking_id text,
  sheet_blob_id text,
  sheet_sha256 text,
  sheet_pages integer,
  entry_id text not null,
  outcome_due_on text,
  issued_at timestamptz not null
);

create table outcomes (
  id text primary key,
  lead_id text not null references leads (id),
  recorded_by text not null references users (id),
  outcome text not null,
  evidence_json text not null,
  note text not null,
  entry_id text not null,
  recorded_at timestamptz not null
);

create table refusals (
  id text primary key,
  agency_id text not null references agencies (id),
  user_id text not null references users (id),
  act text not null,
  request_id text,
  search_id text,
  refusals_json text not null,
  entry_id text not null,
  refused_at timestamptz not null
);

create table enrolment_refusals (
  id text primary key,
  run_id text not null,
  file text not null,
  booking_number text,
  code text not null,
  reason text not null,
  needed text not null,
  recorded_by text not null references users (id),
  refused_at timestamptz not null
);

create table policy_adoptions (
  n integer primary key,
  pack_id text not null,
  pack_version text not null,
  pack_sha256 text not null,
  pack_text text not null,
  approver text not null,
  entry_id text not null,
  adopted_at timestamptz not null
);

-- The log's own tables. Queue order is the order of queue_position; the log index is given by the writer, never by a sequence.
create table log_queue (
  entry_id text primary key,
  queue_position bigint generated always as identity unique,
  bytes bytea not null,
  queued_at timestamptz not null
);

create table log_entries (
  log_index bigint primary key,
  entry_id text not null unique,
  leaf_sha256 text not null,
  sealed_into_size bigint not null,
  written_at timestamptz not null
);

create table log_head (
  only_row boolean primary key default true check (only_row),
  size bigint not null,
  root text not null,
  pending_note text not null,
  published_note text
);

create table log_signed (
  size bigint primary key,
  root text not null,
  signed_at timestamptz not null
);

-- Hidden values and their salts, encrypted. Erasing a hidden field deletes its row; nothing in the log changes.
create table log_sealed (
  entry_id text not null references log_queue (entry_id),
  name text not null,
  ciphertext bytea not null,
  primary key (entry_id, name)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only: % is refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

do $$
declare
  append_only text;
begin
  foreach append_only in array array[
    'gallery_states', 'searches', 'search_results', 'candidates', 'rank_views', 'examinations', 'leads', 'outcomes',
    'refusals', 'enrolment_refusals', 'policy_adoptions', 'log_queue', 'log_entries', 'log_signed'
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
