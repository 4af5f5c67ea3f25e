-- Each checkpoint as witnesses cosigned it, the way it was published. Witnesses never cosign an older size again, so what a delayed
-- publication shows of them must be kept.
create table log_cosigned (
  size bigint primary key,
  note text not null,
  cosigned_at timestamptz not null
);
create trigger append_only before update or delete on log_cosigned for each row execute function refuse_change();
create trigger append_only_whole before truncate on log_cosigned for each statement execute function refuse_change();
