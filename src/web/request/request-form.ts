import type { RequestDetails } from '../parts/api.ts'

/** The answers of the request pages as the fields hold them: always texts, empty when not answered. */
export type RequestForm = {
  readonly caseNumber: string
  readonly purpose: string
  readonly crime: string
  readonly narrative: string
  readonly onBehalf: '' | 'own' | 'other'
  readonly otherAgency: string
  readonly protectedActivity: '' | 'yes' | 'no'
  readonly source: string
  readonly imageKind: string
  readonly howObtained: string
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
    onBehalf: isOther ? 'other' : 'own',
    otherAgency: isOther ? onBehalfOf : '',
    protectedActivity: protectedActivity === undefined ? '' : protectedActivity ? 'yes' : 'no',
    source: details.source ?? '',
    imageKind: details.imageKind ?? '',
    howObtained: details.howObtained ?? '',
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
    ...named('onBehalfOf', agency),
    ...(form.protectedActivity === '' ? {} : { protectedActivity: form.protectedActivity === 'yes' }),
    ...named('source', form.source),
    ...named('imageKind', form.imageKind),
    ...(form.howObtained === '' ? {} : { howObtained: form.howObtained.trim() }),
  }
}

/** Only what differs from what is saved; empty when nothing has to be sent. */
export function changedDetails(form: RequestForm, saved: RequestDetails, ownAgency: string): RequestDetails {
  const before: Record<string, unknown> = { ...detailsOf(formOf(saved, ownAgency), ownAgency) }
  const changed = Object.entries(detailsOf(form, ownAgency)).filter(([name, value]) => before[name] !== value)
  return Object.fromEntries(changed)
}

function named<Name extends keyof RequestDetails>(name: Name, text: string) {
  return text.trim() === '' ? {} : { [name]: text.trim() }
}
