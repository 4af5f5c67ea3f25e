import sharp from 'sharp'
import { request } from '../src/lead/probe-to-lead.ts'
import { analysed, draftRequest, firstPerson } from '../src/lead/sample-requests.ts'
import { openScratchSite } from '../test/open-scratch-site.ts'
import { probeOfPerson } from '../test/synthetic-people.ts'
import { dragOver, type Frames } from './drag-over.ts'
import { readOptions } from './options.ts'
import { ms, print, table } from './table.ts'

// The real comparison screen with a probe of twelve million pixels, dragged about by a real pointer in Chromium without a graphics
// processor: what a frame takes. See README.md.

const options = readOptions('Drag a 12-megapixel probe on the comparison screen.', {
  values: { seconds: { value: '4', says: 'how long each drag takes' } },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
const seconds = options.count('seconds')
const widthPx = 3000
const heightPx = 4000

const site = await openScratchSite(4)
const house = site.scratch.house()
const { requester, examiner } = site.scratch.users
const draft = await draftRequest(house, { user: requester, probeBytes: await largeProbe() })
const { searchId } = await request(house, { user: requester, request: draft })
await analysed(house, { user: examiner, searchId })
const found: Record<string, Frames> = {}
await site.signedIn({ who: 'examiner', width: 1440, height: 900 }, async (page) => {
  await page.goto(`${site.url}/examine/${searchId}`)
  await page.getByRole('img', { name: 'Probe, the untouched original' }).waitFor()
  const decoded =
    "const image = document.querySelector('.cb-viewer-frame img'); image.decode().then(() => image.naturalWidth)"
  const shownPx = await page.evaluate(decoded)
  if (shownPx !== widthPx) throw new Error(`the probe is ${shownPx} pixels wide, not ${widthPx}`)
  const press = async (key: string, times: number) => {
    for (let pressed = 0; pressed < times; pressed++) await page.keyboard.press(key)
  }
  const drag = async (name: string) => {
    found[name] = await dragOver(page, { seconds })
  }
  await drag('whole face')
  await press('+', 6)
  await drag('3.8 times closer')
  await press('+', 6)
  await drag('as close as it goes')
  await press('-', 5)
  await press(']', 2)
  await press('}', 2)
  await drag('closer, brighter, harder')
  await press('3', 1)
  await drag('the same, as an overlay')
})
await site.close()

print(
  table([
    ['12-megapixel probe', 'frames', 'median ms', '95 % ms', 'longest ms', 'cpu ms', 'busiest thread ms'],
    ...Object.entries(found).map(([name, one]) => [
      ...[name, String(one.drawn)],
      ...[one.medianMs, one.p95Ms, one.longestMs, one.cpuMs, one.busiestMs].map(ms),
    ]),
  ]),
)
if (options.on('json')) print(JSON.stringify({ megapixels: (widthPx * heightPx) / 1e6, drags: found }))

/** A synthetic person's picture at the size of a telephone's camera, with the grain of one, so that it is no less work to decode. */
async function largeProbe(): Promise<Uint8Array> {
  const still = await probeOfPerson(await firstPerson())
  const grain = await sharp({
    create: {
      ...{ width: widthPx, height: heightPx, channels: 3, background: '#808080' },
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer()
  return sharp(still)
    .resize(widthPx, heightPx, { fit: 'cover' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 92 })
    .toBuffer()
}
