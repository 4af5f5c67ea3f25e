import type { CanonicalValue } from '../../kernel/index.ts'
import { drawSample } from './draw-sample.ts'

type Entry = { readonly [member: string]: CanonicalValue }

/** An alarm, an audit or a case of misuse, from the entry that began it on. */
export type Followed = {
  readonly what: string
  readonly week: string
  readonly unit: string
  /** The wire of an alarm, or what a case of misuse came from. */
  readonly from: string
  /** Where it stands: its last step, and where it ended what it came to. */
  stand: string
  ended: boolean
  readonly index: number
  readonly announced: { readonly size: number; readonly from: number }
  picked: readonly number[] | undefined
  readonly checks: Map<number, string>
}

/** The first step of each kind, how it stands from there on, and the step that ends it. */
const kinds: Readonly<Record<string, { begin: string; stand: string; end: string } | undefined>> = {
  alarm: { begin: 'raised', stand: 'open', end: 'settled' },
  audit: { begin: 'announced', stand: 'announced', end: 'signed' },
  misuse: { begin: 'opened', stand: 'open', end: 'closed' },
}

/**
 * Follows what the house's own oversight put into the log, entry by entry: an alarm is settled once, a sample holds the searches that its
 * seed draws, a signed result says what the checks said, a closed case stays closed.
 */
export function followOversight() {
  const things = new Map<number, Followed>()
  const searches: { readonly index: number; readonly unit: string }[] = []
  const thingOf = ({ t, ref }: Entry): Followed | undefined => {
    const thing = typeof ref === 'number' ? things.get(ref) : undefined
    return thing?.what === t ? thing : undefined
  }
  return {
    /** Why this entry may not follow, or undefined where it may, and for all other kinds of entries. */
    fault(entry: Entry, index: number): string | undefined {
      const kind = kinds[text(entry.t)]
      if (kind === undefined) return undefined
      if (entry.step === kind.begin)
        return entry.ref === undefined ? undefined : `a step "${kind.begin}" refers to nothing before it`
      const thing = thingOf(entry)
      if (thing === undefined) return `it follows no ${text(entry.t)} that was ${kind.begin}`
      if (thing.unit !== entry.u) return `the ${thing.what} belongs to another unit`
      if (thing.ended) return `the ${thing.what} was ${kind.end} before`
      if (thing.what === 'alarm' && thing.from !== entry.rule) return 'the alarm was raised by another wire'
      return thing.what === 'audit' ? auditFault({ entry, index }, thing, searches) : undefined
    },
    add(entry: Entry, index: number): void {
      if (entry.t === 'search') searches.push({ index, unit: text(entry.u) })
      const kind = kinds[text(entry.t)]
      if (kind === undefined) return
      if (entry.step === kind.begin) things.set(index, begun(entry, index, kind.stand))
      const thing = thingOf(entry)
      if (thing === undefined) return
      if (entry.step === 'drawn') thing.picked = numbers(entry.picked)
      if (entry.step === 'drawn') thing.stand = 'drawn'
      if (entry.step === 'checked') thing.checks.set(Number(entry.search), text(entry.says))
      if (entry.step !== kind.end) return
      thing.ended = true
      thing.stand = thing.what === 'audit' ? 'signed' : text(entry.class)
    },
    /** All of them, in the order of the log. */
    things: (): readonly Followed[] => [...things.values()],
  }
}

function begun(entry: Entry, index: number, stand: string): Followed {
  return {
    ...{ what: text(entry.t), week: text(entry.w), unit: text(entry.u), stand, ended: false, index },
    from: text(entry.t === 'alarm' ? entry.rule : entry.source),
    announced: { size: Number(entry.size ?? 0), from: Number(entry.from ?? 0) },
    ...{ picked: undefined, checks: new Map() },
  }
}

type Searches = readonly { readonly index: number; readonly unit: string }[]

type Placed = { readonly entry: Entry; readonly index: number }

function auditFault({ entry, index }: Placed, audit: Followed, searches: Searches): string | undefined {
  const { picked, checks } = audit
  if (entry.step === 'drawn')
    return picked
      ? 'the sample was drawn before'
      : (seedFault({ entry, index }, audit) ?? drawFault(entry, audit, searches))
  if (picked === undefined) return 'nothing was drawn yet'
  if (entry.step === 'checked') {
    const search = Number(entry.search)
    if (!picked.includes(search)) return 'the search that was checked is not in the sample'
    return checks.has(search) ? 'the search was checked before' : undefined
  }
  const says = [...checks.values()]
  const count = (word: string) => says.filter((said) => said === word).length
  const [same, different, untold] = [count('yes'), count('no'), count('could-not-tell')]
  const signed = entry.same === same && entry.different === different && entry.untold === untold
  return signed && checks.size === picked.length
    ? undefined
    : `its result is not that of the checks: ${same} the same, ${different} different, ${untold} could not tell, ${picked.length - checks.size} not checked`
}

/** A seed is the root of a tree that holds more than the announcement, and not yet the draw: whoever announced could not know it. */
function seedFault({ entry, index }: Placed, audit: Followed): string | undefined {
  const at = Number(entry.at)
  if (at > audit.index + 1 && at <= index) return undefined
  return `its seed is of the first ${at} entries; it must be of ${audit.index + 2} to ${index}`
}

/** The rule of docs/recount.md: by the SHA-256 of seed and log index, the first of those that could be drawn. */
function drawFault(entry: Entry, audit: Followed, searches: Searches): string | undefined {
  const among = searches.filter(
    ({ index, unit }) => unit === audit.unit && index >= audit.announced.from && index < audit.index,
  )
  const draw = { seed: text(entry.seed), among: among.map(({ index }) => index), size: audit.announced.size }
  const drawn = drawSample(draw)
  const picked = numbers(entry.picked)
  const same = picked.length === drawn.length && picked.every((index, at) => index === drawn[at])
  return same && entry.among === among.length
    ? undefined
    : `its sample is not the one that the seed draws from ${among.length} searches`
}

const text = (value: CanonicalValue | undefined): string => (typeof value === 'string' ? value : '')
const numbers = (value: CanonicalValue | undefined): readonly number[] =>
  Array.isArray(value) ? value.map(Number) : []
