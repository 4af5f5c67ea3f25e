import type { ModelId } from '../kernel/index.ts'
import { filterNames, type RankedPerson, type SearchCertificate } from './matcher.ts'
import { matcherLimits } from './refusals.ts'

/** What the reader of a certificate knows from elsewhere; each given value is compared. */
export type CertificateExpectations = {
  readonly galleryRoot: string
  readonly modelId: ModelId
  readonly rowsInGallery?: number
  readonly dimension?: number
  /** The list that the certificate came with. */
  readonly rows?: readonly RankedPerson[]
}

/**
 * Whether a certificate is consistent in itself and with what is known from elsewhere; every fault in a sentence.
 * Pure, and never throws for any JSON object: a certificate may come from outside. It proves that the numbers agree
 * with an exact search, not that the search was run: for that the gallery must be searched again.
 */
export function checkCertificate(
  certificate: SearchCertificate,
  expectations: CertificateExpectations,
): { readonly ok: boolean; readonly faults: readonly string[] } {
  const shape = shapeFaults(certificate)
  if (shape.length > 0) return { ok: false, faults: shape }
  const faults = [
    ...constantFaults(certificate),
    ...expectationFaults(certificate, expectations),
    ...countFaults(certificate),
    ...boundFaults(certificate),
    ...(expectations.rows === undefined ? [] : listFaults(certificate, expectations.rows)),
  ]
  return { ok: faults.length === 0, faults }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const when = (faulty: boolean, fault: string): readonly string[] => (faulty ? [fault] : [])

/** The types may lie: the certificate may be JSON that somebody else wrote, so each field is looked at first. */
function shapeFaults(certificate: SearchCertificate): readonly string[] {
  const fields = new Map<string, unknown>(Object.entries(certificate ?? {}))
  const filteredOut = fields.get('rowsFilteredOut')
  const counts =
    typeof filteredOut === 'object' && filteredOut !== null ? filteredOut : { rowsFilteredOut: filteredOut }
  return [
    ...countFields.flatMap((name) => when(!isCount(fields.get(name)), `${name} is not a count`)),
    ...Object.entries(counts).flatMap(([name, count]) => when(!isCount(count), `${name} is not a count`)),
    ...textFields.flatMap((name) => when(typeof fields.get(name) !== 'string', `${name} is not a text`)),
    ...boundFields.flatMap((name) =>
      when(!['number', 'undefined'].includes(typeof fields.get(name)), `${name} is not a number`),
    ),
  ]
}

const countFields = [
  'version',
  'dimension',
  'rowsInGallery',
  'rowsScanned',
  'k',
  'returned',
  'rowsRescored',
  'boundViolations',
]
const textFields = ['modelId', 'galleryRoot', 'engine']
const boundFields = ['kthSimilarity', 'largestExcludedUpperBound']

function constantFaults({ version, exact, boundViolations, engine }: SearchCertificate): readonly string[] {
  return [
    ...when(version !== 2, `version is ${version}, not 2`),
    ...when(exact !== true, 'the search does not claim to be exact'),
    ...when(boundViolations !== 0, `${boundViolations} bounds were violated`),
    ...when(engine === '', 'the engine has no name'),
  ]
}

function expectationFaults(certificate: SearchCertificate, expected: CertificateExpectations) {
  const { galleryRoot, modelId, rowsInGallery, dimension } = certificate
  return [
    ...when(galleryRoot !== expected.galleryRoot, 'the gallery root is not the expected one'),
    ...when(modelId !== expected.modelId, 'the model is not the expected one'),
    ...when(
      expected.rowsInGallery !== undefined && rowsInGallery !== expected.rowsInGallery,
      `the gallery had ${rowsInGallery} rows, not the expected ${expected.rowsInGallery}`,
    ),
    ...when(
      expected.dimension !== undefined && dimension !== expected.dimension,
      `the dimension is ${dimension}, not the expected ${expected.dimension}`,
    ),
    ...when(
      !isCount(dimension) || dimension < matcherLimits.dimensionMin || dimension > matcherLimits.dimensionMax,
      `the dimension ${dimension} is outside the limits`,
    ),
  ]
}

function countFaults(certificate: SearchCertificate): readonly string[] {
  const { rowsInGallery, rowsScanned, k, returned, rowsRescored } = certificate
  const filteredOut = Object.entries(certificate.rowsFilteredOut)
  const names: readonly string[] = filterNames
  const strangers = filteredOut.filter(([name]) => !names.includes(name))
  const out = filteredOut.reduce((sum, [, count]) => sum + count, 0)
  return [
    ...strangers.map(([name]) => `there is no filter named ${name}`),
    ...when(
      rowsScanned + out !== rowsInGallery,
      `${rowsScanned} rows scanned and ${out} filtered out are not the ${rowsInGallery} rows of the gallery`,
    ),
    ...when(k < 1 || k > matcherLimits.kMax, `k is ${k}, outside 1 to ${matcherLimits.kMax}`),
    ...when(returned > k, `${returned} persons returned where ${k} were wanted`),
    ...when(returned === 0 && rowsScanned > 0, `nobody returned of ${rowsScanned} rows scanned`),
    ...when(
      returned < k && rowsRescored < rowsScanned,
      `${returned} persons returned of ${k} wanted, though ${rowsScanned - rowsRescored} rows were left out`,
    ),
    ...when(rowsRescored < returned, `${rowsRescored} rows re-scored cannot give ${returned} persons`),
    ...when(rowsRescored > rowsScanned, `${rowsRescored} rows re-scored of only ${rowsScanned} scanned`),
  ]
}

function boundFaults(certificate: SearchCertificate): readonly string[] {
  const { k, returned, kthSimilarity, largestExcludedUpperBound, rowsRescored, rowsScanned } = certificate
  const isSimilarity = (value: number) => Number.isFinite(value) && Math.abs(value) <= 1.01
  if (kthSimilarity !== undefined && !isSimilarity(kthSimilarity))
    return ['the k-th similarity is not the inner product of two unit vectors']
  const excluded = rowsRescored < rowsScanned
  return [
    ...when(
      (returned === k) !== (kthSimilarity !== undefined),
      'the k-th similarity must be given exactly when k persons were returned',
    ),
    ...when(
      excluded !== (largestExcludedUpperBound !== undefined),
      'the largest excluded bound must be given exactly when a row was not re-scored',
    ),
    ...when(
      largestExcludedUpperBound !== undefined &&
        !(kthSimilarity !== undefined && largestExcludedUpperBound <= kthSimilarity),
      'a row that was not re-scored could have been among the best',
    ),
  ]
}

function listFaults(certificate: SearchCertificate, rows: readonly RankedPerson[]): readonly string[] {
  const { returned, kthSimilarity } = certificate
  const last = rows.at(-1)?.similarity
  const disordered = rows.some((row, index) => {
    const before = rows[index - 1]
    if (before === undefined || before.similarity > row.similarity) return false
    return before.similarity < row.similarity || before.personId >= row.personId
  })
  return [
    ...when(
      rows.length !== returned,
      `the list holds ${rows.length} persons; the certificate says ${returned}`,
    ),
    ...when(
      kthSimilarity !== undefined && kthSimilarity !== last,
      'the k-th similarity is not that of the last person',
    ),
    ...when(disordered, 'the list is not in order'),
    ...when(
      new Set(rows.map(({ personId }) => personId)).size !== rows.length,
      'a person stands twice in the list',
    ),
  ]
}
