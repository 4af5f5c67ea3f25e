import { askOracle } from './ask-oracle.ts'
import { checkMembers } from './check-members.ts'
import { comparePeers, openPeerTurn, type PeerOutcome, type PeerWish } from './compare-peers.ts'
import { describeTemplates } from './describe-templates.ts'
import { standGallery } from './gallery.ts'
import { type Probe, TemplateMaker } from './make-templates.ts'
import type { Findings } from './matcher-figures.ts'
import { readMatcherOptions } from './matcher-options.ts'
import { reportFindings } from './matcher-report.ts'
import { engineTasks, measureFilters, measureHealthWhileScanning, type Subject } from './measure-engine.ts'
import { type Times, takeTurns } from './rounds.ts'
import { endOnSignals, scratchFolder } from './scratch-folder.ts'

// Measures the matcher against the speed of memory, against itself and against other engines: see README.md.

const options = readMatcherOptions()
endOnSignals()
const folder = scratchFolder(options.data)
const { plan, threads } = options
const maker = new TemplateMaker(plan)
const templates = describeTemplates(maker)
const truth = await askOracle({ plan, queries: options.queries, threads })
const gallery = await standGallery({ plan, folder, threads })
const probes: readonly Probe[] = maker.probes(Math.max(options.queries, 32))
const subject: Subject = { gallery, probes }
const checks = await checkMembers(gallery, { probes, truth })
const wish: PeerWish = { subject, truth, threads, folder }
const { times, usearch } = await timeEngine(wish)
const filters = await measureFilters(subject, Math.min(9, options.repetitions))
const health = await measureHealthWhileScanning(subject)
const others = await comparePeers(
  options.peers.filter((peer) => peer !== 'usearch-i8'),
  wish,
)
const findings: Findings = {
  options,
  templates,
  oracleSeconds: truth.seconds,
  checks,
  times,
  peers: [...usearch, ...others],
  filters,
  health,
  memoryBytes: gallery.matcher.memoryBytes(),
  gallery,
}
await gallery.matcher.close()
const sound = reportFindings(findings)
process.exit(sound ? 0 : 1)

/** The rounds of the engine; the int8 search of usearch, the nearest of kin, takes its turns in them. */
async function timeEngine(
  wish: PeerWish,
): Promise<{ readonly times: Times; readonly usearch: readonly PeerOutcome[] }> {
  const tasks = engineTasks(wish.subject)
  const rounds = { title: 'Engine by turns', rounds: options.repetitions }
  if (!options.peers.includes('usearch-i8'))
    return { times: await takeTurns(rounds.title, { tasks, rounds: rounds.rounds }), usearch: [] }
  const turn = await openPeerTurn('usearch-i8', wish)
  if (typeof turn === 'string') {
    const times = await takeTurns(rounds.title, { tasks, rounds: rounds.rounds })
    return { times, usearch: [{ peer: 'usearch-i8', absent: turn }] }
  }
  const times = await takeTurns(rounds.title, { tasks: [...tasks, ...turn.tasks], rounds: rounds.rounds })
  await turn.stop()
  return { times, usearch: [{ peer: turn.peer, variants: turn.figures(times) }] }
}
