import type { TemplatePlan } from './make-templates.ts'
import { type OptionTable, readOptions, stop, usual } from './options.ts'

export type DecadeOptions = {
  readonly plan: TemplatePlan
  readonly searches: number
  /** Queries of one call; undefined: try some and take the best. */
  readonly batch: number | undefined
  readonly full: boolean
  readonly threads: number
  readonly json: boolean
  readonly data: string | undefined
  /** Sizes of the galleries whose times are compared; empty: the decade itself is measured. */
  readonly sizes: readonly number[]
  readonly repetitions: number
}

const table: OptionTable = {
  values: {
    rows: { value: '9000000', says: 'templates in the gallery' },
    dims: { value: '128', says: 'dimensions of a template, a multiple of 4' },
    searches: { value: '30000', says: 'searches of the decade' },
    batch: { value: '', says: 'queries of one call; else the best of 1, 16, 32 and 64' },
    repetitions: { value: '21', says: 'rounds of floor and single query by turns' },
    sizes: { value: '1000000,2000000,4000000,8000000', says: 'galleries that --grow compares' },
    ...usual.values,
  },
  switches: {
    full: 'run all searches instead of projecting from 20 batches',
    grow: 'measure instead how the time of a query grows with the gallery',
    ...usual.switches,
  },
}

/** The command line of `npm run bench:decade`. */
export function readDecadeOptions(): DecadeOptions {
  const given = readOptions('npm run bench:decade -- [options]', table)
  const dimension = given.count('dims', 64)
  if (dimension % 4 !== 0 || dimension > 1024) stop('--dims is a multiple of 4 from 64 to 1024')
  return {
    plan: { rows: given.count('rows'), dimension, seed: given.count('seed', 0) },
    searches: given.count('searches'),
    batch: given.text('batch') === '' ? undefined : given.count('batch'),
    full: given.on('full'),
    threads: given.count('threads'),
    json: given.on('json'),
    data: given.text('data') === '' ? undefined : given.text('data'),
    sizes: given.on('grow') ? sizesOf(given.text('sizes')) : [],
    repetitions: given.count('repetitions'),
  }
}

function sizesOf(text: string): readonly number[] {
  const sizes = text.split(',').map(Number)
  if (sizes.length < 2 || sizes.some((size) => !Number.isInteger(size) || size < 1))
    stop('--sizes is a list of at least two numbers of rows')
  return sizes
}
