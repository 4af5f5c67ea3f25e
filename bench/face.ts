import { readFaceOptions } from './face-options.ts'
import { listPhotos } from './face-photos.ts'
import { reportFaces } from './face-report.ts'
import { contestOfMany, contestOfOne } from './measure-faces.ts'
import { openOurFaces } from './our-faces.ts'
import { NotFound } from './peers/peer.ts'
import { note } from './progress.ts'
import { endOnSignals } from './scratch-folder.ts'
import { type RunningFaceApi, startFaceApi } from './start-face-api.ts'

// Measures the whole face pipeline, from bytes to a template, against face-api doing the same: see README.md.

const options = readFaceOptions()
endOnSignals()
const { threads } = options
const photos = listPhotos(options.images, options.photos)
const ours = await openOurFaces(threads)
const peer = options.peer ? await openPeer() : 'not asked for'
const running = typeof peer === 'string' ? [] : peer
const [first] = running
const one = await contestOfOne(photos, { ours, theirs: first })
const bulkPhotos = listPhotos(options.images, options.bulkPhotos)
const bulk = await contestOfMany(bulkPhotos, { ours, theirs: running, rounds: options.bulkRounds })
await ours.close()
for (const { stop } of running) stop()
const findings = { threads, photos: photos.length, model: ours.model, one, bulk }
reportFaces({ ...findings, peer: typeof peer === 'string' ? peer : (first?.words ?? '') }, options.json)
process.exit(0)

/** As many processes as there are threads, because face-api has none of its own in Node; else the reason. */
async function openPeer(): Promise<readonly RunningFaceApi[] | string> {
  note(`Open face-api in ${threads} processes`)
  try {
    return await Promise.all(Array.from({ length: threads }, startFaceApi))
  } catch (error) {
    if (error instanceof NotFound) return error.message
    throw error
  }
}
