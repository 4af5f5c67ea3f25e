import type { RequestDetails } from '../parts/api.ts'
import { ordersText, wholeOrders } from './order-fields.ts'

/** The answers of the request pages as the fields hold them: always texts, empty when not answered. */
export type RequestForm = {
  readonly caseNumber: string
  readonly purpose: string
  readonly crime: string
  readonly narrative: string
  /** Parts of the place of the incident. */
  readonly municipality: string
  readonly county: string
  readonly state: string
  readonly postalCode: string
  readonly onBehalf: '' | 'own' | 'other'
  readonly otherAgency: string
  readonly protectedActivity: '' | 'yes' | 'no'
  readonly source: string
  readonly imageKind: string
  readonly howObtained: string
  readonly emergency: 'yes' | 'no'
  readonly statute: string
  /** Court orders as `ordersText` writes them. */
  readonly orders: string
  /** Number at the desk of the other agency's request. */
  readonly outsideRequest: string
  readonly candidateLimit: string
  /** Answers to the policy's own questions: `code=yes` or `code=no`, with spaces between. */
  readonly answers: string
}

/** Fields of saved details; `ownAgency` is the code that means "for ourselves". */
export function formOf(details: RequestDetails, ownAgency: string): RequestForm {
  const { onBehalfOf, protectedActivity } = details
  const isOther = onBehalfOf !== undefined && onBehalfOf !== ownAgency
  return {
    caseNumber: details.caseNumber ?? '',
    purpose: details.purpose ?? '',
    crime: details.crime ?? '',
    narrative: details.narrative ?? '',
    ...{ municipality: '', county: '', state: '', postalCode: '', ...details.incidentPlace },
    onBehalf: isOther ? 'other' : 'own',
    otherAgency: isOther ? onBehalfOf : '',
    protectedActivity: protectedActivity === undefined ? '' : protectedActivity ? 'yes' : 'no',
    source: details.source ?? '',
    imageKind: details.imageKind ?? '',
    howObtained: details.howObtained ?? '',
    emergency: details.emergency ? 'yes' : 'no',
    statute: details.statute ?? '',
    orders: ordersText(details.orders ?? []),
    outsideRequest: details.outsideRequest === undefined ? '' : String(details.outsideRequest),
    candidateLimit: details.candidateLimit === undefined ? '' : String(details.candidateLimit),
    answers: Object.entries(details.answers ?? {})
      .map(([code, answer]) => `${code}=${answer ? 'yes' : 'no'}`)
      .join(' '),
  }
}

/** What to send of the answers: only what is answered, because fields that are not sent stay as they were. */
export function detailsOf(form: RequestForm, ownAgency: string): RequestDetails {
  const agency = form.onBehalf === 'other' ? form.otherAgency.trim() : ownAgency
  return {
    ...named('caseNumber', form.caseNumber),
    ...named('purpose', form.purpose),
    ...named('crime', form.crime),
    ...(form.narrative === '' ? {} : { narrative: form.narrative.trim() }),
    ...placeOf(form),
    ...named('onBehalfOf', agency),
    ...(form.protectedActivity === '' ? {} : { protectedActivity: form.protectedActivity === 'yes' }),
    ...named('source', form.source),
    ...named('imageKind', form.imageKind),
    ...(form.howObtained === '' ? {} : { howObtained: form.howObtained.trim() }),
    ...(form.emergency === 'yes' ? { emergency: true } : {}),
    ...named('statute', form.statute),
    ...(wholeOrders(form.orders).length > 0 ? { orders: wholeOrders(form.orders) } : {}),
    ...(form.onBehalf === 'other' ? numbered('outsideRequest', form.outsideRequest) : {}),
    ...numbered('candidateLimit', form.candidateLimit),
    ...(form.answers === '' ? {} : { answers: answersIn(form.answers) }),
  }
}

/** Only what differs from what is saved; empty when nothing has to be sent. */
export function changedDetails(form: RequestForm, saved: RequestDetails, ownAgency: string): RequestDetails {
  const before: Record<string, unknown> = { ...detailsOf(formOf(saved, ownAgency), ownAgency) }
  const now = detailsOf(form, ownAgency)
  const changed = Object.entries(now).filter(
    ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
  )
  // What was taken back is sent as empty: fields that are not sent stay as they were.
  const takenBack = Object.entries(emptied).filter(([name]) => name in before && !(name in now))
  return Object.fromEntries([...changed, ...takenBack])
}

const emptied: RequestDetails = { emergency: false, statute: '', orders: [], incidentPlace: {} }

/** Where it happened: the parts that are filled in, all at once; nothing where none is. */
function placeOf({ municipality, county, state, postalCode }: RequestForm): RequestDetails {
  const parts = Object.entries({ municipality, county, state, postalCode })
  const said = parts.map(([name, part]) => [name, part.trim()] as const).filter(([, part]) => part !== '')
  return said.length === 0 ? {} : { incidentPlace: Object.fromEntries(said) }
}

/** A whole number above nothing, as it is typed. */
export const isWholeNumber = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text.trim())

const numbered = (name: 'outsideRequest' | 'candidateLimit', text: string): RequestDetails =>
  isWholeNumber(text) ? { [name]: Number(text.trim()) } : {}

function answersIn(text: string): Record<string, boolean> {
  const pairs = text.split(' ').map((pair) => pair.split('='))
  return Object.fromEntries(pairs.map(([code = '', answer]) => [code, answer === 'yes']))
}

/** The answer to one question as the form holds it: yes, no, or empty when not answered. */
export const answerTo = (answers: string, code: string): string =>
  answers
    .split(' ')
    .find((pair) => pair.startsWith(`${code}=`))
    ?.slice(code.length + 1) ?? ''

/** The answers with one of them given or changed. */
export const answered = (answers: string, code: string, answer: string): string =>
  [
    ...answers.split(' ').filter((pair) => pair !== '' && !pair.startsWith(`${code}=`)),
    `${code}=${answer}`,
  ].join(' ')

function named<Name extends keyof RequestDetails>(name: Name, text: string) {
  return text.trim() === '' ? {} : { [name]: text.trim() }
}
