import { must } from '../src/kernel/index.ts'
import type { Truth } from './ask-oracle.ts'
import type { Probe } from './make-templates.ts'
import { floorTask, names, type Subject, singleTask } from './measure-engine.ts'
import { type PeerName, peers } from './peers/catalogue.ts'
import { NotFound } from './peers/peer.ts'
import { type RunningPeer, startPeer } from './peers/start-peer.ts'
import { note } from './progress.ts'
import { type Task, type Times, takeTurns } from './rounds.ts'
import { median } from './statistics.ts'

export type PeerFigures = {
  readonly peer: PeerName
  readonly variant: string
  readonly ms: number
  /** Medians of our single query and of our floor in the same rounds. */
  readonly oursMs: number
  readonly floorMs: number
  readonly ratioToOurs: number
  /** Share of the 20 best rows by float32 that it gave; undefined when the oracle was not asked. */
  readonly recallAt20: number | undefined
  readonly openSeconds: number
}

export type PeerOutcome =
  | { readonly peer: PeerName; readonly variants: readonly PeerFigures[] }
  | { readonly peer: PeerName; readonly absent: string }

/** A peer's tasks, which remember what it answered. */
export type PeerTurn = {
  readonly peer: PeerName
  readonly tasks: readonly Task[]
  /** Reads the figures off the times of rounds in which our floor and single query took their turns too. */
  readonly figures: (times: Times) => readonly PeerFigures[]
  readonly stop: () => Promise<void>
}

export type PeerWish = {
  readonly subject: Subject
  readonly truth: Truth
  readonly threads: number
  readonly folder: string
}

/** Opens one peer; gives the reason instead where it is absent or fails. */
export async function openPeerTurn(peer: PeerName, wish: PeerWish): Promise<PeerTurn | string> {
  note(`Open ${peers[peer].title} in a process of its own`)
  try {
    const { plan } = wish.subject.gallery
    const running = await startPeer(peer, { plan, threads: wish.threads, folder: wish.folder })
    return turnOf(peer, { running, wish })
  } catch (error) {
    return reasonOf(error)
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof NotFound ? error.message : `failed: ${error instanceof Error ? error.message : error}`

type Held = { readonly running: RunningPeer; readonly wish: PeerWish }

function turnOf(peer: PeerName, { running, wish }: Held): PeerTurn {
  const recalls = new Map(running.variants.map((variant) => [variant, [] as number[]]))
  const task = (variant: string): Task => ({
    name: `${peer} ${variant}`,
    run: async (round) => {
      const { probes } = wish.subject
      const probe: Probe = must(probes[round % probes.length], 'probe')
      const { ms, rows } = await running.search({ vector: probe.vector, k: 20, variant })
      const best = wish.truth.of[round % probes.length]?.rows
      if (best !== undefined) recalls.get(variant)?.push(shareFound(best, rows))
      return ms
    },
  })
  const figuresOf = (variant: string, times: Times): PeerFigures => {
    const ms = median(times(`${peer} ${variant}`))
    const oursMs = median(times(names.single20))
    const found = recalls.get(variant) ?? []
    return {
      peer,
      variant,
      ms,
      oursMs,
      floorMs: median(times(names.floor)),
      ratioToOurs: ms / oursMs,
      recallAt20: found.length === 0 ? undefined : found.reduce((sum, one) => sum + one, 0) / found.length,
      openSeconds: running.openSeconds,
    }
  }
  return {
    peer,
    tasks: running.variants.map(task),
    figures: (times) => running.variants.map((variant) => figuresOf(variant, times)),
    stop: running.stop,
  }
}

function shareFound(best: readonly { readonly id: number }[], rows: readonly number[]): number {
  const given = new Set(rows)
  return best.filter(({ id }) => given.has(id)).length / Math.max(1, best.length)
}

/** One peer after the other, each by turns with our single query, so that only one of them holds memory. */
export async function comparePeers(
  chosen: readonly PeerName[],
  wish: PeerWish,
): Promise<readonly PeerOutcome[]> {
  const outcomes: PeerOutcome[] = []
  for (const peer of chosen) {
    const turn = await openPeerTurn(peer, wish)
    outcomes.push(typeof turn === 'string' ? { peer, absent: turn } : await runTurn(turn, wish))
  }
  return outcomes
}

async function runTurn(turn: PeerTurn, { subject }: PeerWish): Promise<PeerOutcome> {
  try {
    const tasks = [floorTask(subject), singleTask(subject, 20), ...turn.tasks]
    const { title, rounds } = peers[turn.peer]
    const times = await takeTurns(`${title}, by turns with ours`, { tasks, rounds })
    return { peer: turn.peer, variants: turn.figures(times) }
  } catch (error) {
    return { peer: turn.peer, absent: reasonOf(error) }
  } finally {
    await turn.stop()
  }
}
