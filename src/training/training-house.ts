import type { Clock } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Agency } from '../people/index.ts'
import type { Storage } from '../storage/index.ts'
import type { CredentialIssuer } from './credentials/open-issuer.ts'

/** What it takes to record something about a certificate. */
export type RecordHouse = {
  readonly storage: Storage
  readonly ledger: Ledger
  readonly clock: Clock
}

/** What courses, exams and certificates stand on. */
export type TrainingHouse = RecordHouse & { readonly agency: Agency; readonly issuer: CredentialIssuer }
