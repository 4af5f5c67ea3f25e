import type { CaseRequest } from '../parts/api.ts'
import { orderFault } from './order-fields.ts'
import { isWholeNumber, type RequestForm } from './request-form.ts'

/** The steps of a request, in order; `slug` stands in the address. */
export const steps = [
  { slug: 'case', title: 'Case' },
  { slug: 'why', title: 'Why' },
  { slug: 'image', title: 'Image' },
  { slug: 'face', title: 'Face' },
  { slug: 'review', title: 'Review' },
] as const

export type StepSlug = (typeof steps)[number]['slug']
export type FieldName = keyof RequestForm
export type Faults = Partial<Record<FieldName | 'photo' | 'face', string>>

/** The step that an address names, or undefined. */
export function stepNamed(slug: string | undefined): StepSlug | undefined {
  return steps.find((step) => step.slug === slug)?.slug
}

/** The step after or before another; undefined beyond the ends. */
export function stepBeside(slug: StepSlug, by: 1 | -1): StepSlug | undefined {
  return steps[steps.findIndex((step) => step.slug === slug) + by]?.slug
}

/** Questions of a step that have no answer yet, each with what to do. Whether an answer is permitted, policy says later. */
export function faultsOf(slug: StepSlug, form: RequestForm): Faults {
  if (slug === 'case') return missing(form, { caseNumber: 'Enter the number of the case.' })
  if (slug === 'why') return faultsOfWhy(form)
  if (slug === 'image') return missing(form, { source: 'Choose what kind of image it is.' })
  return {}
}

function faultsOfWhy(form: RequestForm): Faults {
  const needed: Faults = {
    purpose: 'Choose what the search is for.',
    crime: 'Choose the offence.',
    protectedActivity: 'Answer yes or no.',
  }
  if (form.onBehalf === 'other') needed.otherAgency = 'Enter the code of the agency that asked.'
  const order = orderFault(form.orders)
  return {
    ...missing(form, needed),
    ...(order === undefined ? {} : { orders: order }),
    ...numberFault(form, 'candidateLimit'),
    ...(form.onBehalf === 'other' ? numberFault(form, 'outsideRequest') : {}),
  }
}

function numberFault(form: RequestForm, name: 'candidateLimit' | 'outsideRequest'): Faults {
  const text = form[name]
  return text.trim() === '' || isWholeNumber(text)
    ? {}
    : { [name]: 'Type a whole number, or leave it empty.' }
}

function missing(form: RequestForm, needed: Faults): Faults {
  const entries = Object.entries(needed).filter(([name]) => form[name as FieldName].trim() === '')
  return Object.fromEntries(entries)
}

/** What of a saved request is still open in a step: words per question, empty when the step is done. */
export function openIn(slug: StepSlug, form: RequestForm, request: CaseRequest): Faults {
  const faults = faultsOf(slug, form)
  if (slug === 'image' && request.probe === undefined) faults.photo = 'Add the image.'
  if (slug === 'face' && chosenFace(request) === undefined) faults.face = 'Choose the face to search with.'
  return faults
}

/** The first step with an open question; the review when there is none. */
export function firstOpenStep(form: RequestForm, request: CaseRequest): StepSlug {
  const open = steps.find((step) => Object.keys(openIn(step.slug, form, request)).length > 0)
  return open?.slug ?? 'review'
}

/** The recipe whose working copy is searched; undefined is the original. */
export function chosenRecipe(request: CaseRequest) {
  return request.recipes?.find(({ id }) => id === request.chosenRecipeId)
}

/** The picture that is searched: its size and faces. Undefined while there is no image. */
export function searchedPicture(request: CaseRequest) {
  return chosenRecipe(request) ?? request.probe
}

/** The face that was chosen: the saved one, when it is still among those found in the picture that is searched. */
export function chosenFace(request: CaseRequest) {
  return searchedPicture(request)?.faces.find((face) => face.index === request.details.faceIndex)
}
