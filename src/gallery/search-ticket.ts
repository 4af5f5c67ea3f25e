import { randomBytes } from 'node:crypto'
import { type Clock, type EntryId, isRefused, Refused, toBase64url } from '../kernel/index.ts'
import type { Ledger, LoggedEntry } from '../ledger/index.ts'
import { parseVerifierKey, verifyTlogProof } from '../proof/index.ts'
import type { AskLeave, ComparedPicture } from './leave-to-compare.ts'
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
   * too old; and where the house has a key release, what that refuses.
   */
  readonly redeem: (ticket: SearchTicket, on: Comparison) => Promise<void>
}

export type Comparison = {
  readonly galleryEntry: EntryId
  readonly purpose: TicketPurpose
  /** What is compared; the key release asks for it. */
  readonly picture?: ComparedPicture | undefined
}

export const ticketLifeSec = 60

type Issued = SearchTicket & {
  readonly entryId: EntryId
  /** Log index of `galleryEntry`. */
  readonly gallery: number
  readonly galleryEntry: EntryId
  readonly purpose: TicketPurpose
  readonly issuedAtMs: number
}

type Office = {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Asked before each comparison, where the house has a key release in a process of its own. */
  readonly leave?: AskLeave | undefined
}

/** The office of one running house. What it gave out lives as long as the process; no ticket outlives that either. */
export function openTicketOffice({ ledger, clock, leave }: Office): TicketOffice {
  const open = new Map<string, Issued>()
  /** Indices of entries that had their ticket: 8 bytes a search, for the life of the process. */
  const served = new Set<number>()
  return {
    issue: async (logged, galleryEntry) => {
      const { index, leafSha256 } = logged
      if (served.has(index)) throw refused(`The search at log entry ${index} had its ticket already`)
      const granted = await grantedBy(ledger, { logged, galleryEntry })
      if (served.has(index)) throw refused(`The search at log entry ${index} had its ticket already`)
      served.add(index)
      const ticket = { number: toBase64url(new Uint8Array(randomBytes(32))), index, leafSha256 }
      forgetOld(open, clock)
      const issuedAtMs = clock.now().getTime()
      open.set(ticket.number, { ...ticket, ...granted, entryId: logged.entryId, galleryEntry, issuedAtMs })
      return ticket
    },
    redeem: async (ticket, { galleryEntry, purpose, picture }) => {
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
      await leave?.({ entryId: issued.entryId, gallery: issued.gallery, picture })
    },
  }
}

function forgetOld(open: Map<string, Issued>, clock: Clock): void {
  const limitMs = clock.now().getTime() - ticketLifeSec * 1000
  for (const [number, { issuedAtMs }] of open) if (issuedAtMs < limitMs) open.delete(number)
}

/** Checks the entry as an outsider would, from its proof and its bytes, and that it is one of this gallery; gives what it is good for. */
async function grantedBy(
  ledger: Ledger,
  { logged, galleryEntry }: { logged: LoggedEntry; galleryEntry: EntryId },
): Promise<Pick<Issued, 'purpose' | 'gallery'>> {
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
  return { purpose: value.t, gallery: state.index }
}

const refused = (reason: string) =>
  new Refused<GalleryRefusalCode>({
    code: 'TICKET_REFUSED',
    reason: `${reason}, so nothing is compared.`,
    needed: 'A search of its own, logged first.',
  })
