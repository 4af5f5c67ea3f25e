import { builtinRegister } from '../../src/oversight/index.ts'

/** One line of a made-up log, before it is written in some format. */
export type LogEvent = {
  readonly atMs: number
  /** Account; the address is made from the same number. */
  readonly account: string
  readonly address: string
  readonly method: string
  readonly host: string
  readonly path: string
  readonly status: number
  readonly sentBytes: number
  readonly referrer: string
}

export type Chance = { readonly below: (limit: number) => number; readonly share: (share: number) => boolean }

/** Mulberry32: the same seed gives the same corpus on every machine. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { below: (limit) => Math.floor(next() * limit), share: (share) => next() < share }
}

const benignHosts = [
  ...[
    'www.example.org',
    'mail.example.com',
    'intranet.example.gov',
    'cdn.example.net',
    'maps.example.org',
    'www.preview.example',
  ],
  ...[
    'static.interview.example',
    'news.example.com',
    'weather.example.net',
    'updates.example.com',
    'video.example.org',
  ],
  ...[
    'shop.example.com',
    'records.example.gov',
    'fonts.example.net',
    's3.us-east-1.amazonaws.com',
    'api.example.io',
  ],
  ...Array.from({ length: 240 }, (_, at) => `host${at}.site${at % 37}.example`),
]
const benignPaths = [
  '/',
  '/index.html',
  '/search?q=weather',
  '/a/b/c.js',
  '/img/logo.png',
  '/api/v1/items',
  '/news/2019/11/city',
  '/login',
]

/** Things that bear the name of a service and are none of its use. Whoever does them may never be found. */
const negatives: readonly Pick<LogEvent, 'host' | 'path' | 'referrer' | 'method'>[] = [
  { method: 'POST', host: 'notclearview.ai', path: '/upload', referrer: '-' },
  { method: 'POST', host: 'clearview.ai.example.com', path: '/api/search', referrer: '-' },
  { method: 'GET', host: 'clearviewblinds.com', path: '/products', referrer: 'https://clearview.ai/' },
  { method: 'POST', host: 'xpimeyes.com', path: '/api/upload/file', referrer: '-' },
  {
    method: 'GET',
    host: 'news.example.com',
    path: '/2020/01/18/clearview.ai-facial-recognition.html',
    referrer: '-',
  },
  {
    method: 'GET',
    host: 'www.example.org',
    path: '/redirect?to=https://pimeyes.com/en',
    referrer: 'https://facecheck.id/',
  },
  {
    method: 'POST',
    host: 'raw.example.net',
    path: '/lists/face/pimeyes.com.facecheck.id.txt',
    referrer: 'https://pimeyes.com/',
  },
  { method: 'GET', host: 'www.clearview.ai', path: '/press', referrer: '-' },
  { method: 'GET', host: 'clearview.ai', path: '/privacy/requests', referrer: '-' },
  { method: 'GET', host: 'pimeyes.com', path: '/en/blog/what-we-do', referrer: '-' },
  { method: 'GET', host: 'clearview.ai', path: '/assets/logo.svg', referrer: 'https://news.example.com/' },
  { method: 'GET', host: 'pimeyes.com.', path: '/static/app.js', referrer: 'https://news.example.com/' },
]

const searches: readonly { host: string; path: string; service: string }[] = [
  { host: 'app.clearview.ai', path: '/api/v1/search', service: 'clearview-ai' },
  { host: 'clearview.ai', path: '/upload', service: 'clearview-ai' },
  { host: 'pimeyes.com', path: '/api/upload/file', service: 'pimeyes' },
  { host: 'facecheck.id', path: '/api/upload_pic', service: 'facecheck-id' },
  { host: 'search4faces.com', path: '/api/json-rpc/v1/detectFaces', service: 'search4faces' },
  { host: 'rekognition.us-east-1.amazonaws.com', path: '/', service: 'rekognition' },
  { host: 'desk.cognitiveservices.azure.com', path: '/face/v1.0/identify', service: 'azure-face' },
]

const known = new Set(builtinRegister().services.map(({ id }) => id))
for (const { service } of searches)
  if (!known.has(service)) throw new Error(`The register has no service ${service}.`)

const accountOf = (kind: string, number: number): Pick<LogEvent, 'account' | 'address'> => ({
  account: `${kind}${number}`,
  address: `10.${kind === 'user' ? 1 : kind === 'reader' ? 2 : 3}.${number >> 8}.${number & 255}`,
})

/** Somebody goes about the web. */
export const benignEvent = (chance: Chance, atMs: number): LogEvent => ({
  ...{ atMs, ...accountOf('user', chance.below(2000)), method: chance.share(0.1) ? 'POST' : 'GET' },
  host: benignHosts[chance.below(benignHosts.length)] ?? '',
  path: benignPaths[chance.below(benignPaths.length)] ?? '',
  ...{
    status: 200,
    sentBytes: 400 + chance.below(900),
    referrer: chance.share(0.3) ? 'https://www.example.org/' : '-',
  },
})

/** Somebody reads about such services, or their names stand somewhere by accident. */
export const negativeEvent = (chance: Chance, atMs: number): LogEvent => ({
  ...{ atMs, ...accountOf('reader', chance.below(300)), status: 200, sentBytes: 90_000 },
  ...(negatives[chance.below(negatives.length)] ?? { host: '', path: '/', method: 'GET', referrer: '-' }),
})

/** Somebody searches with a face. */
export function searchEvent(chance: Chance, atMs: number): LogEvent & { readonly service: string } {
  const search = searches[chance.below(searches.length)] ?? { host: '', path: '', service: '' }
  const who = accountOf('finder', chance.below(60))
  return {
    atMs,
    ...who,
    method: 'POST',
    status: 200,
    sentBytes: 30_000 + chance.below(400_000),
    referrer: '-',
    ...search,
  }
}
