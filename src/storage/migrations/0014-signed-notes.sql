-- The signed note of each checkpoint, so that an older one can be published when its entries may be: the signer never signs an older
-- size again. Null for checkpoints signed before this migration.
alter table log_signed add column note text;
