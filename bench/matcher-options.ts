import type { TemplatePlan } from './make-templates.ts'
import { type OptionTable, readOptions, stop, usual } from './options.ts'
import { isPeerName, type PeerName, peerNames } from './peers/catalogue.ts'

export type MatcherBenchOptions = {
  readonly plan: TemplatePlan
  readonly queries: number
  readonly repetitions: number
  readonly threads: number
  readonly peers: readonly PeerName[]
  readonly json: boolean
  readonly data: string | undefined
}

const table: OptionTable = {
  values: {
    rows: { value: '1000000', says: 'templates in the gallery' },
    dims: { value: '512', says: 'dimensions of a template, a multiple of 4' },
    queries: { value: '1000', says: 'queries that are compared with the float32 oracle' },
    repetitions: { value: '21', says: 'rounds of floor, single query, batch and usearch by turns' },
    peers: { value: 'all', says: `all, none, or of ${peerNames.join(',')}` },
    ...usual.values,
  },
  switches: { 'only-ours': 'the same as --peers none', ...usual.switches },
}

/** The command line of `npm run bench:matcher`. */
export function readMatcherOptions(): MatcherBenchOptions {
  const given = readOptions('npm run bench:matcher -- [options]', table)
  const dimension = given.count('dims', 64)
  if (dimension % 4 !== 0 || dimension > 1024) stop('--dims is a multiple of 4 from 64 to 1024')
  return {
    plan: { rows: given.count('rows'), dimension, seed: given.count('seed', 0) },
    queries: given.count('queries'),
    repetitions: given.count('repetitions'),
    threads: given.count('threads'),
    peers: given.on('only-ours') ? [] : chosenPeers(given.text('peers')),
    json: given.on('json'),
    data: given.text('data') === '' ? undefined : given.text('data'),
  }
}

function chosenPeers(text: string): readonly PeerName[] {
  if (text === 'all') return peerNames
  if (text === 'none') return []
  const asked = text.split(',')
  const unknown = asked.find((name) => !isPeerName(name))
  if (unknown !== undefined) stop(`--peers knows ${peerNames.join(', ')}; not ${unknown}`)
  return asked.filter(isPeerName)
}
