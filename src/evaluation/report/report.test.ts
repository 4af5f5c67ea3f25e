import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../kernel/sample-random.ts'
import { html } from '../../page/index.ts'
import { identificationFigures } from '../identification-figures.ts'
import type { Outcomes, PictureOutcome } from '../make-templates.ts'
import type { Pair } from '../pair.ts'
import type { PersonPicture } from '../person-picture.ts'
import { verificationFigures } from '../verification.ts'
import { identificationReport } from './identification-report.ts'
import type { ReportFacts } from './report-page.ts'
import { verificationReport } from './verification-report.ts'
import { worstPairs } from './worst-pairs.ts'
import { galleryKey, probeKey, worstSearches } from './worst-searches.ts'

const facts: ReportFacts = {
  modelName: 'sample-model',
  modelId: `sha256:${'ab'.repeat(32)}`,
  version: '1.2.3',
  madeOn: '2026-11-24',
  sources: [['--pairs', 'a<b>&"c".csv']],
}

/** The same numbers in every run, roughly normal. */
function random(seed: number): () => number {
  const uniform = seededRandom(seed)
  return () => uniform() + uniform() + uniform() - 1.5
}

/** A template on the unit circle. */
const at = (radians: number): PictureOutcome => ({
  template: Float32Array.of(Math.cos(radians), Math.sin(radians)),
  faces: 1,
})

/** Pairs whose pictures lie about 0.3 and about 0.7 radians apart; the last picture has no face. */
function samplePairs(count: number): { pairs: readonly Pair[]; outcomes: Outcomes } {
  const next = random(1)
  const pairs: Pair[] = Array.from({ length: count }, (_, index) => ({
    a: `a${index}.jpg`,
    b: `b${index}.jpg`,
    same: index % 2 === 0,
  }))
  const outcomes = new Map<string, PictureOutcome>()
  for (const { a, b, same } of pairs) {
    outcomes.set(a, at(0))
    outcomes.set(b, at(Math.abs((same ? 0.3 : 0.7) + next() * 0.17)))
  }
  outcomes.set(`b${count - 1}.jpg`, { failure: 'NO_FACE' })
  return { pairs, outcomes }
}

function samplePersons(persons: number) {
  const next = random(2)
  const pictures = (kind: string, groups: boolean): readonly PersonPicture[] =>
    Array.from({ length: persons }, (_, index) => ({
      file: `${kind}${index}.jpg`,
      person: `P${index}`,
      groups: groups ? { side: index % 3 === 0 ? 'left' : 'right' } : {},
    }))
  const angle = (index: number) => (index * 2 * Math.PI) / persons
  const outcomes = (kind: string, spread: number): Outcomes =>
    new Map(
      Array.from({ length: persons }, (_, index) => [
        `${kind}${index}.jpg`,
        at(angle(index) + next() * spread),
      ]),
    )
  return identificationFigures({
    gallery: pictures('g', false),
    probes: pictures('p', true),
    enrolled: outcomes('g', 0),
    searched: outcomes('p', 0.08),
    leaveOut: true,
    minGroupPersons: 20,
  })
}

const picture = 'data:image/jpeg;base64,AAAA'

function pairsReport(): string {
  const { pairs, outcomes } = samplePairs(800)
  const figures = verificationFigures(pairs, outcomes)
  const thumbnails = new Map([...outcomes.keys()].map((file) => [file, picture] as const))
  const rows = [
    { degradation: undefined, figures },
    { degradation: 'grey' as const, figures },
  ]
  return verificationReport({ rows, worst: worstPairs(figures), thumbnails, facts })
}

function searchesReport(persons = 60): string {
  const figures = samplePersons(persons)
  const files = figures.searches.map(({ probe }) => probe.file)
  const thumbnails = new Map([
    ...files.map((file) => [probeKey(file), picture] as const),
    ...files.map((file) => [galleryKey(file.replace('p', 'g')), picture] as const),
  ])
  const rows = [{ degradation: undefined, figures }]
  return identificationReport({ rows, worst: worstSearches(figures), thumbnails, facts })
}

describe.each([
  ['pairs', pairsReport],
  ['searches', searchesReport],
])('the report of %s', (_what, make) => {
  const page = make()

  it('is one file that asks for nothing and runs nothing', () => {
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|<link|<iframe|@import|url\(|\son[a-z]+=/i)
    const addresses = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '')
    expect(addresses.filter((address) => !address.startsWith('data:') && !address.startsWith('#'))).toEqual(
      [],
    )
  })

  it('names the model, the version and the date, and prints strange names as text', () => {
    for (const word of ['sample-model', facts.modelId, '1.2.3', '2026-11-24']) expect(page).toContain(word)
    expect(page).toContain('a&lt;b&gt;&amp;&quot;c&quot;.csv')
    expect(page).not.toContain('a<b>')
  })

  it('gives every figure words and a table, and every picture words', () => {
    const figures = [...page.matchAll(/<figure>.*?<\/figure>/gs)].map(([text]) => text)
    expect(figures.length).toBeGreaterThanOrEqual(2)
    for (const figure of figures) {
      expect(figure).toMatch(/<svg[^>]*role="img"/)
      expect(figure).toMatch(/<svg[^>]*aria-label="[^"]{20,}"/)
      expect(figure).toContain('<table>')
    }
    const pictures = [...page.matchAll(/<img [^>]*>/g)].map(([text]) => text)
    expect(pictures.length).toBeGreaterThan(5)
    for (const one of pictures) expect(one).toMatch(/alt="[^"]+"/)
  })

  it('holds no number that is none', () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/)
  })

  it('is the same for the same figures', () => {
    expect(make()).toBe(page)
  })
})

describe('what the reports say', () => {
  it('of pairs: accuracy, the hardest pairs on both sides, the picture without a face, the cost of a camera', () => {
    const page = pairsReport()
    for (const words of [
      'Decided right',
      'Called two persons; it is one.',
      'Called one person; they are two.',
    ])
      expect(page).toContain(words)
    expect(page).toContain('What a worse camera costs')
    expect(page).toContain('b799.jpg')
    expect(page).toMatch(/<path[^>]*stroke-linejoin|<path d="M/)
  })

  it('of searches: ranks, groups that are too small as that, and where non-mated searches came from', () => {
    const page = searchesReport(30)
    for (const words of [
      'Found within rank 5',
      'too few persons',
      'side: left',
      'without its person (N − 1 persons)',
    ])
      expect(page).toContain(words)
  })
})

it('text is escaped, pieces are not', () => {
  expect(html`<p>${'<b>&'}${html`<i>${1}</i>`}${undefined}</p>`.html).toBe('<p>&lt;b&gt;&amp;<i>1</i></p>')
})
