import type { FaceEngine } from '../face/index.ts'
import type { Gallery } from '../gallery/index.ts'
import type { Clock, EntryId } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Agency } from '../people/index.ts'
import type { Pack } from '../policy/index.ts'
import type { Storage } from '../storage/index.ts'
import type { CredentialIssuer } from '../training/index.ts'
import type { PolicyKeeper } from './keep-policies.ts'
import type { LeadSheetFacts } from './lead-sheet-facts.ts'
import type { ModelKeeper } from './model-keeper.ts'
import type { CaseKeeper } from './planted/cases/case-keeper.ts'

/** A policy in force: the pack, the number of its adoption, and the entry of the log that adopted it. */
export type PolicyInForce = { readonly pack: Pack; readonly n: number; readonly entryId: EntryId }

/** Everything the story from probe to lead stands on; main.ts wires it. */
export type House = {
  readonly agency: Agency
  /** Agency code, public in every entry. */
  readonly unit: string
  readonly storage: Storage
  readonly ledger: Ledger
  readonly clock: Clock
  readonly face: FaceEngine
  readonly gallery: Gallery
  /** The policy in force now; an act that asks twice keeps the first answer. */
  readonly policy: PolicyInForce
  readonly policies: PolicyKeeper
  readonly models: ModelKeeper
  /** Plants cases of nobody after searches whose lot fell, where the agency wants it. */
  readonly cases: CaseKeeper
  /** Signs training certificates. */
  readonly issuer: CredentialIssuer
  /** What the codes of a policy mean, as JSON; where it is not given, no list is put on record. */
  readonly codeList?: ((pack: Pack) => string) | undefined
  readonly renderLeadSheet: (facts: LeadSheetFacts) => Promise<{ bytes: Uint8Array; pages: number }>
}

/** What the keeper of the models, which is part of the house, itself stands on. */
export type KeptHouse = Omit<House, 'models' | 'policy' | 'cases'>
