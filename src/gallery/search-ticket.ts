import { randomBytes } from 'node:crypto'
import { type Clock, type EntryId, isRefused, Refused, toBase64url } from '../kernel/index.ts'
import type { Ledger, LoggedEntry } from '../ledger/index.ts'
import { parseVerifierKey, verifyTlogProof } from '../proof/index.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'

/** What an entry gives leave to compare for: one probe of a search, or how high strangers score. */
export type TicketPurpose = 'search' | 'strangers'

/**
 * Leave to compare once, for one `search` or `strangers` entry that stands in the published log. Only an office gives them out; one that was made
 * otherwise is worth nothing, because the office knows its own by their number.
 */
export type SearchTicket = {
  /** 32 random bytes, base64url. */
  readonly number: string
  /** Place and leaf hash (hex) of the entry. */
  readonly index: number
  readonly leafSha256: string
}

export type TicketOffice = {
  /**
   * A ticket for a logged search (or strangers) of the gallery state that `galleryEntry` is the entry of. Proves the entry against the
   * published checkpoint first. Refuses TICKET_REFUSED: not proven, not such an entry, another state of the gallery, asked for before.
   */
  readonly issue: (logged: LoggedEntry, galleryEntry: EntryId) => Promise<SearchTicket>
  /**
   * Takes a ticket for one comparison within the state of that entry. Refuses TICKET_REFUSED: unknown, for something else, used before,
   * too old.
   */
  readonly redeem: (ticket: SearchTicket, on: { galleryEntry: EntryId; purpose: TicketPurpose }) => void
}

export const ticketLifeSec = 60

type Issued = SearchTicket & {
  readonly galleryEntry: EntryId
  readonly purpose: TicketPurpose
  readonly issuedAtMs: number
}

/** The office of one running house. What it gave out lives as long as the process; no ticket outlives that either. */
export function openTicketOffice({ ledger, clock }: { ledger: Ledger; clock: Clock }): TicketOffice {
  const open = new Map<string, Issued>()
  /** Indices of entries that had their ticket: 8 bytes a search, for the life of the process. */
  const served = new Set<number>()
  return {
    issue: async (logged, galleryEntry) => {
      const { index, leafSha256 } = logged
      if (served.has(index)) throw refused(`The search at log entry ${index} had its ticket already`)
      const purpose = await purposeOfLogged(ledger, { logged, galleryEntry })
      if (served.has(index)) throw refused(`The search at log entry ${index} had its ticket already`)
      served.add(index)
      const ticket = { number: toBase64url(new Uint8Array(randomBytes(32))), index, leafSha256 }
      forgetOld(open, clock)
      open.set(ticket.number, { ...ticket, galleryEntry, purpose, issuedAtMs: clock.now().getTime() })
      return ticket
    },
    redeem: (ticket, { galleryEntry, purpose }) => {
      const issued = open.get(ticket.number)
      open.delete(ticket.number)
      if (issued === undefined) throw refused('This ticket was never given out, or was used before')
      if (issued.index !== ticket.index || issued.leafSha256 !== ticket.leafSha256)
        throw refused('This ticket was given out for another entry')
      if (issued.purpose !== purpose) throw refused(`This ticket is one for ${issued.purpose}`)
      if (issued.galleryEntry !== galleryEntry)
        throw refused('This ticket was given out for another state of the gallery')
      const ageMs = clock.now().getTime() - issued.issuedAtMs
      if (ageMs < 0 || ageMs > ticketLifeSec * 1000)
        throw refused(`This ticket is ${Math.round(ageMs / 1000)} s old; it is good for ${ticketLifeSec} s`)
    },
  }
}

function forgetOld(open: Map<string, Issued>, clock: Clock): void {
  const limitMs = clock.now().getTime() - ticketLifeSec * 1000
  for (const [number, { issuedAtMs }] of open) if (issuedAtMs < limitMs) open.delete(number)
}

/** Checks the entry as an outsider would, from its proof and its bytes, and that it is one of this gallery; gives what it is for. */
async function purposeOfLogged(
  ledger: Ledger,
  { logged, galleryEntry }: { logged: LoggedEntry; galleryEntry: EntryId },
): Promise<TicketPurpose> {
  const { tlogProof: text, entryBytes } = await ledger.prove(logged.entryId).catch((error: unknown) => {
    throw isRefused(error) ? refused('The search does not stand in the published log') : error
  })
  const keys = [parseVerifierKey(ledger.vkey)]
  const proven = await verifyTlogProof({ text, entryBytes, keys, policy: ledger.policy })
  if (!proven.verified || proven.index !== logged.index)
    throw refused(`The search at log entry ${logged.index} cannot be proven`)
  const { value } = await ledger.entry(logged.index)
  if (value.t !== 'search' && value.t !== 'strangers')
    throw refused(`Log entry ${logged.index} is not a search`)
  const state = await ledger.find(galleryEntry)
  if (state === undefined || value.gal !== state.index)
    throw refused(`The search at log entry ${logged.index} names another state of the gallery`)
  return value.t
}

const refused = (reason: string) =>
  new Refused<GalleryRefusalCode>({
    code: 'TICKET_REFUSED',
    reason: `${reason}, so nothing is compared.`,
    needed: 'A search of its own, logged first.',
  })
