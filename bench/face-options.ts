import { type OptionTable, readOptions, usual } from './options.ts'

export type FaceBenchOptions = {
  readonly photos: number
  readonly bulkPhotos: number
  readonly bulkRounds: number
  readonly threads: number
  readonly images: string | undefined
  readonly peer: boolean
  readonly json: boolean
}

const table: OptionTable = {
  values: {
    photos: { value: '24', says: 'photos that both take by turns, one at a time' },
    'bulk-photos': { value: '48', says: 'photos of one round of bulk enrolment' },
    'bulk-rounds': { value: '3', says: 'rounds of bulk enrolment by turns' },
    images: { value: '', says: 'folder of other photos; else the synthetic people of tools/synth' },
    threads: {
      value: usual.values.threads?.value ?? '2',
      says: 'threads of a photo; photos or processes at once in bulk',
    },
  },
  switches: { 'only-ours': 'without face-api', json: 'one line of JSON, last', help: 'this text' },
}

/** The command line of `npm run bench:face`. */
export function readFaceOptions(): FaceBenchOptions {
  const given = readOptions('npm run bench:face -- [options]', table)
  return {
    photos: given.count('photos'),
    bulkPhotos: given.count('bulk-photos'),
    bulkRounds: given.count('bulk-rounds'),
    threads: given.count('threads'),
    images: given.text('images') === '' ? undefined : given.text('images'),
    peer: !given.on('only-ours'),
    json: given.on('json'),
  }
}
