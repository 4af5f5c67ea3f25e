import { describe, expect, it } from 'vitest'
import { builtinRegister } from '../register/read-register.ts'
import { serviceFinder } from '../register/service-finder.ts'
import { judgeSighting } from './judge-sighting.ts'
import type { Sighting } from './sighting.ts'

const finder = serviceFinder(builtinRegister())
const judge = (of: Partial<Sighting>) =>
  judgeSighting({ kind: 'request', atMs: 0, person: 'p', status: 200, blocked: false, ...of }, finder)

describe('what a request to a service says', () => {
  it.each([
    ['POST', 'pimeyes.com', '/api/upload/file', undefined, 'uploaded an image', 1],
    ['POST', 'app.clearview.ai', '/api/v1/search', 900, 'uploaded an image', 1],
    ['POST', 'clearview.ai', '/go', 200_000, 'uploaded an image', 1],
    ['POST', 'clearview.ai', '/go', 900, 'opened a page', 0],
    ['POST', 'clearview.ai', '/go', undefined, 'connected, content unseen', 0],
    ['POST', 'facecheck.id', '/signup', undefined, 'signed up', 0],
    ['POST', 'facecheck.id', '/login', undefined, 'signed in', 0],
    ['POST', 'pimeyes.com', '/analytics/collect', undefined, 'opened a page', 0],
    ['GET', 'pimeyes.com', '/en', undefined, 'opened a page', 0],
    ['GET', 'pimeyes.com', '/en/results/abc?query=x', undefined, 'received results', 0],
    ['GET', 'idemia.com', '/results', undefined, 'opened a page', 0],
    ['POST', 'idemia.com', '/contact', 90_000, 'opened a page', 0],
    ['POST', 'rekognition.us-east-1.amazonaws.com', '/', undefined, 'uploaded an image', 1],
  ] as const)('%s %s%s (%s bytes): %s', (method, host, path, sentBytes, confidence, uploads) => {
    expect(judge({ method, host, path, ...(sentBytes === undefined ? {} : { sentBytes }) })).toMatchObject({
      confidence,
      uploads,
    })
  })

  it('is no use when the server or the proxy said no', () => {
    const upload = { method: 'POST', host: 'pimeyes.com', path: '/api/upload/file', sentBytes: 90_000 }
    expect(judge({ ...upload, status: 403 })).toMatchObject({
      confidence: 'opened a page',
      uploads: 0,
      inUse: false,
    })
    expect(judge({ ...upload, blocked: true })).toMatchObject({
      confidence: 'tried and was blocked',
      inUse: false,
    })
  })

  it.each([
    ['/press', 'reading'],
    ['/en/blog/post-1', 'reading'],
    ['/privacy/requests', 'reading'],
    ['/opt-out', 'reading'],
    ['/logo.svg?v=2', 'embedded'],
  ])('sets %s aside', (path, setAside) => {
    expect(judge({ method: 'GET', host: 'www.clearview.ai', path })).toMatchObject({ setAside })
  })

  it('counts a path of a shared host only where the path is the service', () => {
    const host = 'desk.cognitiveservices.azure.com'
    expect(judge({ method: 'POST', host, path: '/face/v1.0/identify' })).toMatchObject({ uploads: 1 })
    expect(judge({ method: 'POST', host, path: '/vision/v3.2/ocr' })).toBeUndefined()
  })

  it('looks at the place visited, not at what a query mentions', () => {
    expect(
      judge({ method: 'GET', host: 'www.example.org', path: '/?to=https://pimeyes.com/' }),
    ).toBeUndefined()
  })
})

describe('what other sightings say', () => {
  it('a looked-up name is no use', () => {
    expect(judge({ kind: 'lookup', host: 'pimeyes.com' })).toMatchObject({
      confidence: 'looked up the name',
      inUse: false,
    })
  })

  it('a tunnel to the tool shows it in use, one to pages about a product does not', () => {
    expect(judge({ kind: 'tunnel', host: 'app.clearview.ai' })).toMatchObject({ inUse: true, rule: 'WEB-6' })
    expect(judge({ kind: 'tunnel', host: 'cognitec.com' })).toMatchObject({ inUse: false, rule: 'WEB-1' })
    expect(judge({ kind: 'tunnel', host: 'app.clearview.ai', status: 503 })).toMatchObject({
      inUse: false,
      rule: 'WEB-2',
    })
  })

  it.each([
    ['Your free trial is waiting', 'signed up'],
    ['Your search results are ready', 'received results'],
    ['Our autumn news', 'was sent mail'],
  ])('mail of a service, "%s": %s', (text, confidence) => {
    const mail = { kind: 'mail', sender: 'team@mail.clearview.ai', person: 'a@example.org' } as const
    expect(judge({ ...mail, text })).toMatchObject({ confidence })
    expect(judge({ ...mail, text, sender: 'press@notclearview.ai' })).toBeUndefined()
    expect(judge({ ...mail, text, person: 'b@clearview.ai' })).toMatchObject({ setAside: 'own mail' })
  })

  it('an installed app, a purchase and a sign-on name a service in whole words', () => {
    expect(judge({ kind: 'inventory', text: 'Clearview AI' })).toMatchObject({
      confidence: 'installed the app',
    })
    expect(judge({ kind: 'inventory', text: 'ClearView Weather' })).toBeUndefined()
    expect(judge({ kind: 'purchase', text: 'PIMEYES.COM WARSAW' })).toMatchObject({
      confidence: 'paid',
      inUse: false,
    })
    expect(judge({ kind: 'purchase', text: 'CLEARVIEW BLINDS INC' })).toBeUndefined()
    expect(judge({ kind: 'sign-on', text: 'Clearview AI' })).toMatchObject({
      confidence: 'signed in',
      inUse: true,
    })
    expect(judge({ kind: 'sign-on', text: 'Clearview AI', blocked: true })).toMatchObject({ inUse: false })
  })
})
