import { isAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import { must } from '../src/kernel/index.ts'
import { recordedRequests } from '../src/lead/recorded-requests.ts'
import { replayPolicy } from '../src/lead/replay-policy.ts'
import { policiesOf } from '../src/policy/ask-cedar.ts'
import { cedarRequest } from '../src/policy/cedar-request.ts'
import {
  builtinPackFolder,
  decide,
  isBuiltinPackName,
  loadPack,
  type Pack,
  readPackFolder,
  type SetupAnswers,
} from '../src/policy/index.ts'
import { madeRequests } from './made-requests.ts'
import { readOptions, stop } from './options.ts'
import { note } from './progress.ts'
import { median, percentile } from './statistics.ts'
import { ms, print, table } from './table.ts'

// How long one decision takes, and how long a whole period takes to be decided again under a proposed pack; beside them Cedar's own
// isAuthorized, which is given text and parses it for every request. See README.md.

const options = readOptions('Decide requests, and decide a period of them again.', {
  values: {
    requests: { value: '30000', says: 'recorded requests of the period' },
    before: { value: 'lapd-lacris', says: 'pack that was in force' },
    after: { value: 'maryland', says: 'pack that is proposed' },
    peer: { value: '500', says: 'requests that Cedar without preparing is given' },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
const [requests, peerRequests] = [options.count('requests', 100), options.count('peer', 50)]
const period = { from: '2026-02-01', to: '2026-07-31' }

async function packNamed(name: string): Promise<Pack> {
  if (!isBuiltinPackName(name)) return stop(`no pack ships under the name ${name}`)
  const files = await readPackFolder(builtinPackFolder(name))
  const { setup } = JSON.parse(files.casesJson) as { setup?: SetupAnswers }
  return { ...loadPack(files, { answers: setup ?? {} }), signedBy: 'bench' }
}

type Timed<T> = { readonly tookMs: number; readonly processorMs: number; readonly made: T }

/** Wall time, and the time that processors worked for it: on a machine that does other work the second says more. */
const timed = async <T>(work: () => T | Promise<T>): Promise<Timed<T>> => {
  const [startedAt, used] = [performance.now(), process.cpuUsage()]
  const made = await work()
  const { user, system } = process.cpuUsage(used)
  return { tookMs: performance.now() - startedAt, processorMs: (user + system) / 1000, made }
}

const before = await packNamed(options.text('before'))
const after = await packNamed(options.text('after'))
note(`making ${requests} requests`)
const storage = await madeRequests({ requests, pack: before })
const version = { pack: before, n: 1, inForceFrom: period.from, adoptedAt: new Date(0), approver: 'bench' }
const house = { storage, policies: { at: () => version } } as unknown as Parameters<typeof replayPolicy>[0]

note('deciding again')
const replays: Timed<unknown>[] = []
for (let round = 0; round < 3; round++)
  replays.push(await timed(() => replayPolicy(house, { pack: after, ...period })))
const reading = await timed(() => recordedRequests(house, period))
const facts = reading.made.map((record) => record.facts)

note('one decision at a time, by turns')
const unprepared = { staticPolicies: Object.fromEntries(policiesOf(before, before.rules)) }
const taken: Record<'prepared' | 'cedarUnprepared', number[]> = { prepared: [], cedarUnprepared: [] }
const step = Math.max(1, Math.floor(facts.length / peerRequests))
let disagreed = 0
for (let at = 0; at < facts.length; at += step) {
  const one = must(facts[at], 'facts')
  const ours = await timed(() => decide(before, one))
  const theirs = await timed(() => isAuthorized({ ...cedarRequest(before, one), policies: unprepared }))
  taken.prepared.push(ours.tookMs)
  taken.cedarUnprepared.push(theirs.tookMs)
  const permitted = theirs.made.type === 'success' && theirs.made.response.decision === 'allow'
  if (permitted !== ours.made.permitted) disagreed += 1
}
await storage.close()

const figures = {
  requests,
  packs: [before.id, after.id],
  decideMedianMs: median(taken.prepared),
  decideP95Ms: percentile(taken.prepared, 0.95),
  cedarUnpreparedMedianMs: median(taken.cedarUnprepared),
  cedarUnpreparedOverOurs: median(taken.cedarUnprepared) / median(taken.prepared),
  disagreed,
  replaySeconds: median(replays.map(({ tookMs }) => tookMs)) / 1000,
  replayProcessorSeconds: median(replays.map(({ processorMs }) => processorMs)) / 1000,
  replaySecondsEach: replays.map(({ tookMs }) => tookMs / 1000),
  readingSeconds: reading.tookMs / 1000,
  replayByCedarUnpreparedSeconds: ((2 * requests * median(taken.cedarUnprepared)) / 1e6) * 1000,
}
print(
  table([
    ['what', 'figure'],
    ['decide(), prepared, median ms', ms(figures.decideMedianMs)],
    ['decide(), prepared, 95 % below, ms', ms(figures.decideP95Ms)],
    ['Cedar isAuthorized, unprepared, median ms', ms(figures.cedarUnpreparedMedianMs)],
    ['Cedar unprepared over decide()', figures.cedarUnpreparedOverOurs.toFixed(1)],
    [`replay of ${requests} requests under two packs, s`, figures.replaySeconds.toFixed(2)],
    ['processor time of it, s', figures.replayProcessorSeconds.toFixed(2)],
    ['of it, reading them from the database, s', figures.readingSeconds.toFixed(2)],
    ['the same by Cedar unprepared, computed, s', figures.replayByCedarUnpreparedSeconds.toFixed(0)],
  ]),
)
if (disagreed > 0) print(`${disagreed} decisions differ between the two`)
if (options.on('json')) print(JSON.stringify(figures))
process.exit(disagreed > 0 ? 1 : 0)
